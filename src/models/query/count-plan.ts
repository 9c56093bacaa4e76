import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { Dialect } from './dialects/dialect'
import { sql, toStatement, type Fragment, type Statement } from './fragment'
import { linkCondition } from './link'
import { isCut, pageClause } from './page-clause'
import type { QueryState } from './query-state'
import { rowsOf } from './rows'
import { fromClause, selectKeys, selectValues, writeSource } from './source-text'
import { whereClause } from './where-clause'

/** A query for one number: how many rows there are. */
export function compileCount(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): Statement {
  const from =
    isCut(query) || isMerged(query)
      ? sql`(${innerSelect(metadata, dialect, query)}) r`
      : fromWhere(metadata, dialect, query)
  return toStatement(sql`SELECT COUNT(*) AS c0 FROM ${from}`, dialect.placeholder)
}

/** A query that has a row where the query set has one. */
export function compileExists(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): Statement {
  const from = isMerged(query)
    ? sql`(${innerSelect(metadata, dialect, query)}) r LIMIT 1`
    : sql`${fromWhere(metadata, dialect, query)}${isCut(query) ? pageClause(dialect, query) : ' LIMIT 1'}`
  return toStatement(sql`SELECT 1 AS c0 FROM ${from}`, dialect.placeholder)
}

/** One number out of an answer. */
export function numberOf(rows: readonly ObjectLiteral[]): number {
  return Number(rows[0]!['c0'])
}

/** Whether several rows of the table may be one of the query. */
function isMerged({ values, groups, isDistinct }: QueryState): boolean {
  return values !== undefined && (groups !== undefined || isDistinct)
}

function fromWhere(metadata: EntityMetadata, dialect: Dialect, query: QueryState): Fragment {
  const { rows } = rowsOf(metadata, dialect, query, writeSource)
  // the conditions first: they may join tables
  const where = whereClause(rows, query, linkCondition(rows, query))
  return sql`${fromClause(rows, query)}${where}`
}

/** All rows, of which the order does not matter. */
function innerSelect(metadata: EntityMetadata, dialect: Dialect, query: QueryState): Fragment {
  const select = query.values === undefined ? selectKeys : selectValues
  return select(metadata, dialect, { ...query, order: [], lock: undefined }).text
}
