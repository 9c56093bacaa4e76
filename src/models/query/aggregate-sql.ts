import { BadAnnotation } from '../errors'
import { aggregateCall, aggregateValue, argumentOf, isDistinct } from './aggregate-call'
import { valueAt } from './column-value'
import { conditionsOf } from './conditions'
import type { AggregateNode } from './expression'
import { Fragment, joinFragments, sql } from './fragment'
import { followPath, type PathRows } from './path-rows'
import type { QueryState } from './query-state'
import type { Scope } from './scope'
import { allOf } from './truth'
import type { Value } from './value'

type ReadNode = (query: QueryState) => AggregateNode

/** The rows of a query once more, for a subquery. */
export interface SameRows {
  readonly scope: Scope
  readonly conditions: readonly Fragment[]
}

/** An aggregate of what one row leads to. */
export function rowAggregate(scope: Scope, node: AggregateNode, read: ReadNode): Value {
  const rows = followPath(scope, node.path)
  const condition = conditionOf(node, rows, read)
  if (rows.many !== undefined) return aggregateValue(node, rows, subquery(node, rows, condition))
  if (node.path === '*') {
    throw new BadAnnotation(
      `${node.name}() counts the rows of a group, and each row stands for itself here`,
      "Name a relation: count('comments'); or group the rows first: .values('author').annotate(…)."
    )
  }
  const argument = argumentOf(node, rows)!
  const conditions = condition === undefined ? [] : [condition]
  if (node.name === 'count') conditions.unshift(sql`${argument} IS NOT NULL`)
  const own =
    node.name === 'count'
      ? sql`CASE WHEN ${allOf(conditions)} THEN 1 ELSE 0 END`
      : condition === undefined
        ? argument
        : sql`CASE WHEN ${condition} THEN ${argument} END`
  return aggregateValue(node, rows, own)
}

/** An aggregate of all rows of a group, and of what each of them leads to. */
export function groupAggregate(
  scope: Scope,
  keys: readonly string[],
  repeat: () => SameRows
): (node: AggregateNode, read: ReadNode) => Value {
  return (node, read) => {
    const rows = followPath(scope, node.path)
    const condition = conditionOf(node, rows, read)
    const fragment =
      rows.many === undefined
        ? aggregateCall(node, rows, condition)
        : isDistinct(node)
          ? distinctOf(scope, keys, repeat(), node, read)
          : sumOfSubqueries(node, rows, condition)
    return aggregateValue(node, rows, new Fragment(fragment.parts, true))
  }
}

function conditionOf(
  { filter }: AggregateNode,
  { counted }: PathRows,
  read: ReadNode
): Fragment | undefined {
  if (filter === undefined) return undefined
  const conditions = conditionsOf(counted, filter.where, (query) => read(query).filter!.where)
  return conditions.length === 0 ? undefined : allOf(conditions)
}

function subquery(node: AggregateNode, rows: PathRows, condition: Fragment | undefined): Fragment {
  const call = aggregateCall(node, rows)
  const where = allOf(condition === undefined ? rows.conditions : [...rows.conditions, condition])
  return sql`(SELECT ${call} FROM ${rows.many!.from} WHERE ${where})`
}

// joined, each relation to many would repeat the rows of the others
function sumOfSubqueries(
  node: AggregateNode,
  rows: PathRows,
  condition: Fragment | undefined
): Fragment {
  const of = (name: AggregateNode['name']): Fragment => subquery({ ...node, name }, rows, condition)
  switch (node.name) {
    case 'count':
      return sql`COALESCE(SUM(${of('count')}), 0)`
    case 'avg':
      return sql`SUM(${of('sum')}) * 1e0 / NULLIF(SUM(${of('count')}), 0)`
    case 'sum':
    case 'min':
    case 'max':
      return sql`${node.name.toUpperCase()}(${of(node.name)})`
  }
}

/** The rows of the group once more, joined to what they lead to: there, values that are equal count once. */
function distinctOf(
  scope: Scope,
  keys: readonly string[],
  { scope: same, conditions }: SameRows,
  node: AggregateNode,
  read: ReadNode
): Fragment {
  const rows = followPath(same, node.path, true)
  const condition = conditionOf(node, rows, read)
  const call = aggregateCall(node, rows)
  const pairs = keys.map((key) => sameValue(valueAt(same, key), valueAt(scope, key), scope))
  const own = condition === undefined ? rows.conditions : [...rows.conditions, condition]
  const where = allOf([...conditions, ...pairs, ...own])
  const text = sql`(SELECT ${call} FROM ${same.from} WHERE ${where})`
  const hasColumns =
    keys.length > 0 && keys.every((key) => valueAt(scope, key).column !== undefined)
  // the same for all rows of the group, of which any will do
  return hasColumns
    ? text
    : node.name === 'count'
      ? sql`COALESCE(MAX(${text}), 0)`
      : sql`MAX(${text})`
}

function sameValue(one: Value, other: Value, { dialect }: Scope): Fragment {
  const operator = { sqlite: 'IS', mysql: '<=>', postgres: 'IS NOT DISTINCT FROM' }[dialect.name]
  return joinFragments([one.fragment, other.fragment], ` ${operator} `)
}
