import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { joinFragments, sql, type Fragment } from './fragment'
import { parameterOf } from './parameter'
import type { Link, QueryState } from './query-state'
import type { Scope } from './scope'
import { listSize } from './shape'

/** What ties the rows of a SELECT to those that they were asked for. */
export interface LinkClause {
  /** Columns that hold the key of the row on the other side. */
  readonly keys: readonly string[]
  readonly condition: Fragment
}

/** The rows of `scope` that `link` leads to; many-to-many relations join the table between. */
export function linkTo(scope: Scope, { relation, keys }: Link): LinkClause {
  const columns = nearColumns(relation)
  const near = relation.isManyToMany ? joinBetween(scope, relation) : scope
  const texts = columns.map((column) => near.column(column))
  const size = listSize(keys.length)
  const [column, second] = columns
  if (column !== undefined && second === undefined) {
    const toParameter = parameterOf(column)
    const list = {
      list: (query: { link: Link | undefined }) =>
        query.link!.keys.map(([key]) => toParameter(key)),
      size
    }
    return { keys: texts, condition: sql`${texts[0]!} IN (${list})` }
  }
  const alternatives = Array.from({ length: size }, (_, row) => {
    const parts = columns.map((part, index) => {
      const toParameter = parameterOf(part)
      return sql`${near.column(part)} = ${({ link }) => toParameter(keyAt(link!, row)[index])}`
    })
    return sql`(${joinFragments(parts, ' AND ')})`
  })
  return { keys: texts, condition: sql`(${joinFragments(alternatives, ' OR ')})` }
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

function keyAt({ keys }: Link, row: number): readonly unknown[] {
  return keys[Math.min(row, keys.length - 1)]!
}
