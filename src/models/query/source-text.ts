import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { columnValue, selected, valueAt } from './column-value'
import type { Dialect } from './dialects/dialect'
import { joinFragments, sql, within, type Fragment } from './fragment'
import { groupByClause } from './group-by'
import { linkCondition } from './link'
import { orderClause } from './order-clause'
import { isCut, pageClause } from './page-clause'
import type { QueryState, Source } from './query-state'
import { rowsOf, type SourceText } from './rows'
import type { Scope } from './scope'
import { havingClause, whereClause } from './where-clause'

/** What the queries of a source answer, as one SELECT. */
export function writeSource(
  metadata: EntityMetadata,
  dialect: Dialect,
  { kind, members, isAll }: Source
): SourceText {
  const texts = members.map(({ entity, state }) => {
    const own = metadata.dataSource.getMetadata(entity)
    return kind === 'values' ? selectValues(own, dialect, state) : selectKeys(own, dialect, state)
  })
  const selects = texts.map(({ text }, index) => {
    const member = within(text, ({ source }) => source!.members[index]!.state)
    // SQLite takes no SELECT in brackets here, and MySQL no LIMIT without them
    return sql`SELECT * FROM (${member}) m${String(index)}`
  })
  const text = joinFragments(selects, isAll ? ' UNION ALL ' : ' UNION ')
  return { text, columns: texts[0]!.columns }
}

/** What follows FROM, once all joins are known. */
export function fromClause(rows: Scope, { source }: QueryState): Fragment {
  if (source === undefined) return sql`${rows.from}`
  if (source.kind === 'values') return sql`(${rows.subqueries.source(source)}) ${rows.alias}`
  if (!source.isAll) return sql`${rows.from}`
  const keys = rows.metadata.primaryColumns.map((key, index) => `${rows.column(key)} = s.c${index}`)
  return sql`${rows.from} INNER JOIN (${rows.subqueries.source(source)}) s ON ${keys.join(' AND ')}`
}

/** The SELECT of a query that reads values; `isRead` where these leave the database. */
export function selectValues(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState,
  isRead = false
): SourceText {
  const { rows, late, read } = rowsOf(metadata, dialect, query, writeSource)
  const { names } = query.values!
  const columns = names.map((name) => [name, valueAt(read, name)] as const)
  const terms = columns.map(([, value]) => (isRead ? selected(value, dialect) : value.fragment))
  const where = whereClause(rows, query, linkCondition(rows, query), late)
  const groups = query.groups === undefined ? sql`` : groupByClause(read, query.groups, names)
  const having = query.groups === undefined ? sql`` : havingClause(late, read, query)
  const order = orderClause(read, query, (path) => {
    const index = names.indexOf(path)
    return index < 0 ? undefined : `c${index}`
  })
  const lock = query.lock === undefined ? '' : (dialect.lock(query.lock) ?? '')
  const start = sql`SELECT ${query.isDistinct ? 'DISTINCT ' : ''}${named(terms)} FROM ${fromClause(rows, query)}`
  const text = sql`${start}${where}${groups}${having}${order}${pageClause(dialect, query)}${lock}`
  return { text, columns }
}

/** The SELECT of the keys of a query's entities. */
export function selectKeys(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): SourceText {
  const { rows } = rowsOf(metadata, dialect, query, writeSource)
  const keys = metadata.primaryColumns.map((column) => columnValue(rows, column).fragment)
  const where = whereClause(rows, query, linkCondition(rows, query))
  const order = isCut(query) ? orderClause(rows, query) : sql``
  const start = sql`SELECT ${named(keys.length === 0 ? [sql`1`] : keys)} FROM ${fromClause(rows, query)}`
  return { text: sql`${start}${where}${order}${pageClause(dialect, query)}`, columns: [] }
}

function named(terms: readonly Fragment[]): Fragment {
  return joinFragments(
    terms.map((term, index) => sql`${term} AS c${String(index)}`),
    ', '
  )
}
