import type { AggregatePath, CountedWhere, ValueAlong } from './aggregate-path'
import { Expression, type AggregateName } from './expression'
import { shapeOf } from './shape'

/** Which of the values an aggregate is made of. */
export interface AggregateOptions<W> {
  /** Only rows that meet these conditions. */
  readonly filter?: W
  /** Equal values count once. */
  readonly distinct?: boolean
}

/** The types of sums: bigints and the text of decimals stay what they are. */
type Sum<V> = [V] extends [never] ? number : V extends bigint | string ? Widened<V> : number
type Widened<V> = V extends bigint ? bigint : string

/** How many rows a relation leads to, or how many values a field has that are not null; the rows themselves without a path. */
export function count<T, P extends AggregatePath<T> | '*' = '*'>(
  path?: P,
  options?: AggregateOptions<NoInfer<CountedWhere<T, P>>>
): Expression<number, T> {
  return aggregate('count', path ?? '*', options)
}

/** The sum of a field, in its type; null where there are no values. */
export function sum<T, P extends AggregatePath<T> = AggregatePath<T>>(
  path: P,
  options?: AggregateOptions<NoInfer<CountedWhere<T, P>>>
): Expression<Sum<ValueAlong<T, P>> | null, T> {
  return aggregate('sum', path, options)
}

/** The average of a field, as a number; null where there are no values. */
export function avg<T, P extends AggregatePath<T> = AggregatePath<T>>(
  path: P,
  options?: AggregateOptions<NoInfer<CountedWhere<T, P>>>
): Expression<number | null, T> {
  return aggregate('avg', path, options)
}

/** The smallest value of a field; null where there are none. */
export function min<T, P extends AggregatePath<T> = AggregatePath<T>>(
  path: P,
  options?: AggregateOptions<NoInfer<CountedWhere<T, P>>>
): Expression<ValueAlong<T, P> | null, T> {
  return aggregate('min', path, options)
}

/** The largest value of a field; null where there are none. */
export function max<T, P extends AggregatePath<T> = AggregatePath<T>>(
  path: P,
  options?: AggregateOptions<NoInfer<CountedWhere<T, P>>>
): Expression<ValueAlong<T, P> | null, T> {
  return aggregate('max', path, options)
}

function aggregate<V, T>(
  name: AggregateName,
  path: string,
  { filter, distinct = false }: AggregateOptions<object> = {}
): Expression<V, T> {
  const shaped = filter === undefined ? undefined : shapeOf(`${name}('${path}')`, filter)
  return new Expression({ kind: 'aggregate', name, path, isDistinct: distinct, filter: shaped })
}
