import type { EntityClass } from '../bound-models'
import type { QueryState } from './query-state'

/** Under this name a query set tells what it is as a part of another query. */
export const SUBQUERY = Symbol('subquery')

/** A query that another one looks into. */
export interface Subquery {
  readonly entity: EntityClass
  readonly state: QueryState
}

/** What a query answers with; it exists for the compiler alone, and follows what a query set is told to add to its rows. */
export declare const ROW: unique symbol

/** A query set that answers with `R`, as far as another query is concerned. */
export interface AsSubquery<R = unknown> {
  readonly [ROW]: R
  [SUBQUERY](): Subquery
}

// classes of one name are not one class
const numbers = new WeakMap<EntityClass, number>()
let count = 0

export function isQuery(value: unknown): value is AsSubquery {
  return typeof value === 'object' && value !== null && SUBQUERY in value
}

/** What tells a query that others look into from others. */
export function shapeOfQuery({ entity, state: { shape, isNone } }: Subquery): string {
  let number = numbers.get(entity)
  if (number === undefined) numbers.set(entity, (number = ++count))
  const inner = isNone ? 'none' : shape
  // with its length, so that it ends where it says
  return `q${number}:${inner.length}:${inner}`
}
