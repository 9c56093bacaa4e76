import { sql, type Fragment } from '../query/fragment'
import { linkCondition } from '../query/link'
import { isCut } from '../query/page-clause'
import type { QueryState } from '../query/query-state'
import type { Scope } from '../query/scope'
import { selectKeys } from '../query/source-text'
import { whereClause } from '../query/where-clause'

// MySQL changes no table that a subquery reads, unless a LIMIT makes it read all rows before
const ALL_ROWS = ' LIMIT 18446744073709551615'

/**
 * WHERE of an UPDATE or DELETE of these rows. Where other tables, a page or a lock tell which ones they are, their
 * keys are selected first.
 */
export function whereRows(rows: Scope, query: QueryState): Fragment {
  const { dialect, metadata } = rows
  const table = rows.from
  const where = whereClause(rows, query, linkCondition(rows, query))
  const isByKeys =
    isCut(query) ||
    query.lock !== undefined ||
    query.source?.isAll === true ||
    rows.from !== table ||
    (dialect.name === 'mysql' && hasSubquery(where))
  if (!isByKeys) return where
  const { text } = selectKeys(metadata, dialect, query)
  const isPlainOfMysql = dialect.name === 'mysql' && !isCut(query)
  const lock = query.lock === undefined ? '' : (dialect.lock(query.lock) ?? '')
  const keys = metadata.primaryColumns.map((column) => rows.column(column))
  const key = keys.length === 1 ? keys[0]! : `(${keys.join(', ')})`
  return sql` WHERE ${key} IN (SELECT * FROM (${text}${isPlainOfMysql ? ALL_ROWS : ''}${lock}) k)`
}

function hasSubquery({ parts }: Fragment): boolean {
  return parts.some((part) => typeof part === 'string' && part.includes('SELECT '))
}
