import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { sql, type Fragment } from './fragment'
import { lookupKind } from './lookup-kind'
import { parameterOf } from './parameter'
import type { Link, QueryState } from './query-state'
import type { Scope } from './scope'
import { readableSql } from './selection'
import { listSize } from './shape'
import { converterOf, storedColumn, type Convert } from './stored-value'

/** A column that holds a part of the key of the row on the other side. */
export interface LinkKey {
  /** What stands between SELECT and FROM. */
  readonly term: string
  readonly convert: Convert | undefined
}

/** What ties the rows of a SELECT to those that they were asked for. */
export interface LinkClause {
  readonly keys: readonly LinkKey[]
  readonly condition: Fragment
}

/** The rows of `scope` that `link` leads to; many-to-many relations join the table between. */
export function linkTo(scope: Scope, { relation, keys }: Link): LinkClause {
  const columns = nearColumns(relation)
  const near = relation.isManyToMany ? joinBetween(scope, relation) : scope
  const found = columns.map((column): LinkKey => {
    const stored = storedColumn(column)
    return { term: readableSql(near.column(column), stored), convert: converterOf(stored) }
  })
  const parts = columns.map((column) => ({
    expression: sql`${near.column(column)}`,
    kind: lookupKind(storedColumn(column)),
    toParameter: parameterOf(column)
  }))
  const rows = ({ link }: QueryState): unknown[][] =>
    link!.keys.map((key) => parts.map(({ toParameter }, index) => toParameter(key[index])))
  const [first, second] = parts
  if (first !== undefined && second === undefined) {
    const list = (query: QueryState): unknown[] => rows(query).map(([key]) => key)
    return {
      keys: found,
      condition: sql`${first.expression} IN (${{ list, size: listSize(keys.length) }})`
    }
  }
  return { keys: found, condition: scope.dialect.areIn({ parts, list: rows }) }
}

/** The condition that a row of `scope` is among those that the link of a query leads to; undefined where it has none. */
export function linkCondition(scope: Scope, { link }: QueryState): Fragment | undefined {
  return link === undefined ? undefined : linkTo(scope, link).condition
}

/** The columns that hold the key of the row that a relation starts from. */
export function nearColumns(relation: Link['relation']): readonly ColumnMetadata[] {
  if (!relation.isManyToMany) return relation.inverseRelation!.joinColumns
  const { ownerColumns, inverseColumns } = relation.junctionEntityMetadata!
  return relation.isOwning ? ownerColumns : inverseColumns
}

function joinBetween(scope: Scope, relation: Link['relation']): Scope {
  const junction = relation.junctionEntityMetadata!
  const far = relation.isOwning ? junction.inverseColumns : junction.ownerColumns
  return scope.joinRow(junction, (table) =>
    far.map((key) => `${table.column(key)} = ${scope.column(key.referencedColumn!)}`).join(' AND ')
  )
}
