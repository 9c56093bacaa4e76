import type { EntityClass } from '../bound-models'
import { BadAnnotation, SliceIsLast } from '../errors'
import { shapeOfNode, type Expression, type ExpressionNode } from './expression'
import { isCut } from './page-clause'
import type { OrderTerm } from './paths'
import type { Annotations, Groups, QueryState } from './query-state'
import type { ROW } from './subquery'
import { fromQuery } from './union'
import type { Condition, Where } from './where'

/** What `annotate` and `aggregate` may be given for rows of `T`. */
export type Computed<T> = Readonly<Record<string, Expression<unknown, T>>>

/** What computed values come to, by name. */
export type Results<A extends Readonly<Record<string, { readonly result: unknown }>>> = {
  [K in keyof A]: A[K]['result']
}

/** Rows of `T` with `R` on them; within a class of query sets, where its own rows are not known yet, this tells of `R`. */
export interface Annotated<T, R> {
  readonly [ROW]: R
  filter(where: AnnotatedWhere<T, R>): this
  exclude(where: AnnotatedWhere<T, R>): this
  orderBy(...order: readonly (OrderTerm<T> | AnnotatedTerm<R>)[]): this
}

type AnnotatedWhere<T, R> = Where<T> & { readonly [K in keyof R]?: Condition<R[K]> }
type AnnotatedTerm<R> = (keyof R & string) | `-${keyof R & string}`

// words of conditions
const RESERVED: readonly string[] = ['or', 'not']

/** `query` with more values on each of its rows; values are grouped where one is an aggregate of several rows. */
export function annotated(entity: EntityClass, query: QueryState, added: Annotations): QueryState {
  const names = Object.keys(added)
  for (const name of names) checkName(entity, query, name)
  const shape = `${query.shape};annotate ${shapeOfAnnotations(added)}`
  const { values, annotations } = query
  if (values === undefined) return { ...query, shape, annotations: { ...annotations, ...added } }
  const all = { ...values, names: [...values.names, ...names] }
  const grouped = groupedBy(query, values.names, added)
  if (grouped.groups !== query.groups && isCut(query)) {
    throw new SliceIsLast(entity.name, 'annotate')
  }
  return { ...query, shape, values: all, ...grouped }
}

/** All rows of `query` as one group. */
export function aggregated(
  entity: EntityClass,
  query: QueryState,
  computed: Annotations
): QueryState {
  for (const [name, { node }] of Object.entries(computed)) {
    if (!isAggregate(node, {})) throw notAnAggregate(entity.name, name)
    if (name in Object.prototype) throw nameTaken(entity.name, name, 'every object has')
  }
  const { values, groups, isDistinct } = query
  const isMerged = groups !== undefined || (values !== undefined && isDistinct) || isCut(query)
  const rows = isMerged ? fromQuery({ entity, state: query }) : query
  return {
    ...rows,
    shape: `${rows.shape};aggregate ${shapeOfAnnotations(computed)}`,
    values: { names: Object.keys(computed), form: 'object' },
    groups: { keys: [], annotations: computed, rowFilters: rows.filters.length },
    order: [],
    isDistinct: false,
    lock: undefined
  }
}

/** What aggregates of no rows come to. */
export function resultsOfNothing(computed: Annotations): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(computed).map(([name, { node }]) => [name, valueOfNothing(node)])
  )
}

function valueOfNothing(node: ExpressionNode): unknown {
  if (node.kind === 'value') return node.value
  if (node.kind !== 'operation')
    return node.kind === 'aggregate' && node.name === 'count' ? 0 : null
  const left = valueOfNothing(node.left)
  const right = valueOfNothing(node.right)
  if (typeof left !== 'number' || typeof right !== 'number') return null
  switch (node.operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? null : left / right
  }
}

/** What is computed of a row stays with it; from the first aggregate on, rows are grouped by what was read before. */
function groupedBy(
  { annotations, groups, filters }: QueryState,
  names: readonly string[],
  added: Annotations
): { readonly annotations: Annotations; readonly groups: Groups | undefined } {
  const ofRows: Record<string, Annotations[string]> = { ...annotations }
  const ofGroups: Record<string, Annotations[string]> = { ...groups?.annotations }
  const keys = [...(groups?.keys ?? names)]
  for (const [name, expression] of Object.entries(added)) {
    if (groups !== undefined || isAggregate(expression.node, ofGroups)) ofGroups[name] = expression
    else {
      ofRows[name] = expression
      keys.push(name)
    }
  }
  if (Object.keys(ofGroups).length === 0) return { annotations: ofRows, groups: undefined }
  const rowFilters = groups?.rowFilters ?? filters.length
  return { annotations: ofRows, groups: { keys, annotations: ofGroups, rowFilters } }
}

function isAggregate(node: ExpressionNode, aggregates: Annotations): boolean {
  switch (node.kind) {
    case 'aggregate':
      return true
    case 'field':
      return Object.hasOwn(aggregates, node.path)
    case 'operation':
      return isAggregate(node.left, aggregates) || isAggregate(node.right, aggregates)
    case 'value':
      return false
  }
}

function shapeOfAnnotations(annotations: Annotations): string {
  const shapes = Object.entries(annotations).map(([name, { node }]) => [name, shapeOfNode(node)])
  return JSON.stringify(shapes)
}

function checkName(entity: EntityClass, query: QueryState, name: string): void {
  const { annotations, values, groups } = query
  const names = [...Object.keys(annotations), ...(values?.names ?? []), ...(groups?.keys ?? [])]
  if ([...names, ...Object.keys(groups?.annotations ?? {})].includes(name)) {
    throw nameTaken(entity.name, name, 'is there already')
  }
  if (RESERVED.includes(name)) throw nameTaken(entity.name, name, 'means something in a filter')
  if (name in (entity.prototype as object)) throw nameTaken(entity.name, name, 'its rows have')
}

export function nameTaken(entity: string, name: string, why: string): BadAnnotation {
  return new BadAnnotation(
    `${entity} was annotated with "${name}", which ${why}`,
    'Choose another name.'
  )
}

function notAnAggregate(entity: string, name: string): BadAnnotation {
  return new BadAnnotation(
    `"${name}" of all rows of ${entity} is no aggregate of them`,
    "Write count(), sum('…'), avg('…'), min('…') or max('…')."
  )
}
