import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { classConditions } from './class-conditions'
import { columnValue, valueAt } from './column-value'
import { relatedRows } from './relation-conditions'
import { sql, type Fragment } from './fragment'
import type { Scope } from './scope'
import type { Value } from './value'

/** Where a path leads, over relations of every kind. */
export interface PathRows {
  /** What it ends at; undefined where it ends at rows. */
  readonly value: Value | undefined
  /** The rows of the last relation to many, else those that the path starts from. */
  readonly counted: Scope
  /** What follows FROM in a subquery for what lies behind the first relation to many. */
  readonly many: Scope | undefined
  /** What rows behind relations to many have to meet, to be there and to belong to the row outside. */
  readonly conditions: readonly Fragment[]
}

/** Follow `path` from the rows of `start`; `isJoined` where relations to many are joined to them, which repeats rows. */
export function followPath(start: Scope, path: string, isJoined = false): PathRows {
  const conditions: Fragment[] = []
  let scope = start
  let counted = start
  let many: Scope | undefined
  let rest = path
  let value: Value | undefined
  while (rest !== '*') {
    const relation = scope.names?.find(rest) === undefined ? relationAt(scope, rest) : undefined
    const isToMany = relation?.isOneToMany === true || relation?.isManyToMany === true
    const isLast = relation === undefined || relation.propertyPath === rest
    if (isLast && !isToMany) value = valueAt(scope, rest)
    if (isToMany && (isJoined || many !== undefined)) {
      scope = joinMany(scope, relation)
      conditions.push(...ownConditions(scope))
    } else if (isToMany) {
      const rows = relatedRows(scope, relation)
      conditions.push(rows.link)
      scope = many = rows.scope
    } else if (!isLast) {
      scope = scope.join(relation)
    }
    if (isToMany) counted = scope
    if (isLast) break
    rest = rest.slice(relation.propertyPath.length + 1)
  }
  return { value, counted, many, conditions }
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
  if (junction === undefined) {
    const keys = relation.inverseRelation!.joinColumns
    return scope.joinRow(other, (table) => equal(table, keys, scope))
  }
  const { ownerColumns, inverseColumns } = junction
  const [near, far] = isOwning ? [ownerColumns, inverseColumns] : [inverseColumns, ownerColumns]
  const between = scope.joinRow(junction, (table) => equal(table, near, scope))
  return scope.joinRow(other, (table) => equal(between, far, table))
}

/** That `keys` of one table are those of a row of `other`. */
function equal(table: Scope, keys: readonly ColumnMetadata[], other: Scope): string {
  const pairs = keys.map((key) => `${table.column(key)} = ${other.column(key.referencedColumn!)}`)
  return pairs.join(' AND ')
}

/** What a row has to meet to be one of its entity, and not deleted. */
function ownConditions(scope: Scope): Fragment[] {
  const { deleteDateColumn } = scope.metadata
  const conditions = classConditions(scope)
  if (deleteDateColumn !== undefined)
    conditions.push(sql`${scope.column(deleteDateColumn)} IS NULL`)
  return conditions
}
