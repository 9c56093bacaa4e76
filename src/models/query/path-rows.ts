import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { columnValue, keyValue, valueAt } from './column-value'
import { relatedRows } from './relation-conditions'
import type { Fragment } from './fragment'
import type { Scope } from './scope'
import type { Value } from './value'

/** Where a path leads, over relations of every kind. */
export interface PathRows {
  /** What it ends at; undefined where it ends at rows. */
  readonly value: Value | undefined
  /** The rows of the last relation to many, else those that the path starts from. */
  readonly counted: Scope
  /** The FROM of a subquery for what lies behind the first relation to many, and what ties it to the row outside. */
  readonly many: { readonly scope: Scope; readonly link: Fragment } | undefined
}

/** Follow `path` from the rows of `start`; `isJoined` where relations to many are joined to them, which repeats rows. */
export function followPath(start: Scope, path: string, isJoined = false): PathRows {
  let scope = start
  let counted = start
  let many: PathRows['many']
  let rest = path
  while (rest !== '*') {
    const relation = scope.names?.find(rest) === undefined ? relationAt(scope, rest) : undefined
    if (relation === undefined) return { value: valueAt(scope, rest), counted, many }
    const isLast = relation.propertyPath === rest
    if (!relation.isOneToMany && !relation.isManyToMany) {
      if (isLast) return { value: keyValue(scope, relation), counted, many }
      scope = scope.join(relation)
    } else {
      if (isJoined || many !== undefined) scope = joinMany(scope, relation)
      else scope = (many = relatedRows(scope, relation)).scope
      counted = scope
      if (isLast) break
    }
    rest = rest.slice(relation.propertyPath.length + 1)
  }
  return { value: undefined, counted, many }
}

/** The key of rows, where it has one part. */
export function keyOfRows(scope: Scope): Value | undefined {
  const [column, second] = scope.metadata.primaryColumns
  return column === undefined || second !== undefined ? undefined : columnValue(scope, column)
}

function relationAt({ metadata }: Scope, path: string): RelationMetadata | undefined {
  return metadata.relations.find(
    ({ propertyPath }) => path === propertyPath || path.startsWith(`${propertyPath}.`)
  )
}

function joinMany(scope: Scope, relation: RelationMetadata): Scope {
  const { inverseEntityMetadata: other, junctionEntityMetadata: junction, isOwning } = relation
  const isThere = (table: Scope): string[] => {
    const { deleteDateColumn } = table.metadata
    return deleteDateColumn === undefined ? [] : [`${table.column(deleteDateColumn)} IS NULL`]
  }
  if (junction === undefined) {
    const keys = relation.inverseRelation!.joinColumns
    return scope.joinRow(other, (table) =>
      [
        ...keys.map((key) => `${table.column(key)} = ${scope.column(key.referencedColumn!)}`),
        ...isThere(table)
      ].join(' AND ')
    )
  }
  const { ownerColumns, inverseColumns } = junction
  const [near, far] = isOwning ? [ownerColumns, inverseColumns] : [inverseColumns, ownerColumns]
  const between = scope.joinRow(junction, (table) =>
    near.map((key) => `${table.column(key)} = ${scope.column(key.referencedColumn!)}`).join(' AND ')
  )
  return scope.joinRow(other, (table) =>
    [
      ...far.map((key) => `${between.column(key)} = ${table.column(key.referencedColumn!)}`),
      ...isThere(table)
    ].join(' AND ')
  )
}
