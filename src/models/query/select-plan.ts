import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { keyColumns, unknownField } from '../fields'
import { filterConditions } from './conditions'
import type { Dialect } from './dialects/dialect'
import { fieldSql } from './expression-sql'
import { joinFragments, sql, toStatement, type Fragment, type Statement } from './fragment'
import { compileHydrator, type Hydrate } from './hydrator'
import { linkTo } from './link'
import type { QueryState } from './query-state'
import { relatedTree } from './related-tree'
import { Scope } from './scope'
import { Selector, type Selection } from './selection'

/** A query that is ready to run, whatever its parameters. */
export interface SelectPlan extends Statement {
  readonly hydrate: Hydrate
  readonly selection: Selection
  /** Under which names an answer has the key of the row that a link came from. */
  readonly linkNames: readonly string[]
}

/** A SELECT that is written, and what it reads. */
export interface SelectText extends Pick<SelectPlan, 'selection' | 'linkNames'> {
  readonly text: Fragment
}

/** Write the SELECT of a query set, and what makes entities of its rows. */
export function compileSelect(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): SelectPlan {
  const { text, selection, linkNames } = writeSelect(metadata, dialect, query)
  const statement = toStatement(text, dialect.placeholder)
  return { ...statement, selection, linkNames, hydrate: compileHydrator(selection) }
}

/** The SELECT of a query set. */
export function writeSelect(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): SelectText {
  const scope = Scope.of(metadata, dialect)
  const selector = new Selector()
  const selection = selector.select(scope, relatedTree(query.related), query.only)
  const link = query.link === undefined ? undefined : linkTo(scope, query.link)
  const linkNames = link?.keys.map((key) => selector.term(key)) ?? []
  const where = whereClause(scope, query, link?.condition)
  const order = orderClause(scope, query)
  const distinct = query.isDistinct ? 'DISTINCT ' : ''
  const lock = query.lock === undefined ? '' : (dialect.lock(query.lock) ?? '')
  const text = sql`SELECT ${distinct}${selector.terms.join(', ')} FROM ${scope.from}${where}${order}${pageOf(dialect, query)}${lock}`
  return { text, selection, linkNames }
}

/** A query for one number: how many rows there are. */
export function compileCount(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): Statement {
  const scope = Scope.of(metadata, dialect)
  const where = whereClause(scope, query)
  const isCut = query.limit !== Infinity || query.offset > 0
  if (!isCut && !query.isDistinct) {
    return toStatement(sql`SELECT COUNT(*) AS c0 FROM ${scope.from}${where}`, dialect.placeholder)
  }
  const rows = innerSelect(scope, query, where)
  return toStatement(sql`SELECT COUNT(*) AS c0 FROM (${rows}) rows_`, dialect.placeholder)
}

/** A query that has a row where the query set has one. */
export function compileExists(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): Statement {
  const scope = Scope.of(metadata, dialect)
  const where = whereClause(scope, query)
  const page = query.limit === Infinity && query.offset === 0 ? sql` LIMIT 1` : sql``
  const text = sql`SELECT 1 AS c0 FROM ${scope.from}${where}${page}${pageOf(dialect, query)}`
  return toStatement(text, dialect.placeholder)
}

function innerSelect(scope: Scope, query: QueryState, where: Fragment): Fragment {
  const keys = scope.metadata.primaryColumns.map((column) => scope.column(column))
  const names = keys.map((key, index) => `${key} AS k${index}`).join(', ')
  const distinct = query.isDistinct ? 'DISTINCT ' : ''
  return sql`SELECT ${distinct}${names} FROM ${scope.from}${where}${pageOf(scope.dialect, query)}`
}

/** The conditions of a query set, and those that the entity has by itself. */
export function whereClause(scope: Scope, query: QueryState, link?: Fragment): Fragment {
  const { metadata } = scope
  const conditions = filterConditions(scope, query)
  if (link !== undefined) conditions.push(link)
  const { deleteDateColumn, discriminatorColumn } = metadata
  if (deleteDateColumn !== undefined && !query.isWithDeleted) {
    conditions.push(sql`${scope.column(deleteDateColumn)} IS NULL`)
  }
  if (discriminatorColumn !== undefined && metadata.tableType === 'entity-child') {
    const values = [metadata, ...metadata.childEntityMetadatas].map(
      ({ discriminatorValue }) => sql`${() => discriminatorValue}`
    )
    conditions.push(sql`${scope.column(discriminatorColumn)} IN (${joinFragments(values, ', ')})`)
  }
  return conditions.length === 0 ? sql`` : sql` WHERE ${joinFragments(conditions, ' AND ')}`
}

function orderClause(scope: Scope, { order, isReversed }: QueryState): Fragment {
  if (order.length === 0) return sql``
  const terms = order.flatMap((name) => {
    const path = name.replace(/^-/, '')
    const isDown = (path !== name) !== isReversed
    return orderColumns(scope, path).map((column) => (isDown ? `${column} DESC` : column))
  })
  return sql` ORDER BY ${terms.join(', ')}`
}

function orderColumns(scope: Scope, path: string): string[] {
  const relation = scope.metadata.findRelationWithPropertyPath(path)
  if (relation !== undefined) return keyColumns(relation).map((column) => scope.column(column))
  if (path === '') throw unknownField(scope.metadata, path)
  return [fieldSql(scope, path)]
}

function pageOf(dialect: Dialect, { limit, offset }: QueryState): Fragment {
  return dialect.page(
    limit === Infinity ? undefined : (query) => query.limit,
    offset === 0 ? undefined : (query) => query.offset
  )
}

/** One number out of an answer. */
export function numberOf(rows: readonly ObjectLiteral[]): number {
  return Number(rows[0]!['c0'])
}
