import { sql, type Fragment } from '../query/fragment'
import { linkCondition } from '../query/link'
import { isCut } from '../query/page-clause'
import type { QueryState } from '../query/query-state'
import { tableName, type Scope } from '../query/scope'
import { selectKeys } from '../query/source-text'
import { whereClause } from '../query/where-clause'

// MySQL changes no table that a subquery reads, unless a LIMIT makes it read all rows before
export const ALL_ROWS = ' LIMIT 18446744073709551615'

/** What tells an UPDATE or DELETE which rows are meant. */
export interface Target {
  /** The table, and what it is joined to. */
  readonly table: Fragment
  /** Follows all else. */
  readonly where: Fragment
}

/**
 * The rows of a query. Where other tables, a page or a lock tell which ones they are, their keys are selected first.
 */
export function targetOf(rows: Scope, query: QueryState): Target {
  const { dialect, metadata } = rows
  const isMysql = dialect.name === 'mysql'
  const table = sql`${tableName(metadata, dialect)} AS ${rows.alias}`
  const alone = rows.from
  const where = whereClause(rows, query, linkCondition(rows, query))
  const isByKeys =
    isCut(query) ||
    query.lock !== undefined ||
    query.source?.isAll === true ||
    rows.from !== alone ||
    (isMysql && hasSubquery(where))
  if (!isByKeys) return { table, where }
  const { text } = selectKeys(metadata, dialect, query)
  const lock = query.lock === undefined ? '' : (dialect.lock(query.lock) ?? '')
  const selected = sql`(${text}${isMysql && !isCut(query) ? ALL_ROWS : ''}${lock}) k`
  const keys = metadata.primaryColumns.map((column) => rows.column(column))
  if (isMysql) {
    // with IN, or in another order, it would read all rows of the table, and lock them
    const on = keys.map((key, index) => `${key} = k.c${index}`).join(' AND ')
    const joined = sql`${selected} STRAIGHT_JOIN ${table} FORCE INDEX (PRIMARY) ON ${on}`
    return { table: joined, where: sql`` }
  }
  const key = keys.length === 1 ? keys[0]! : `(${keys.join(', ')})`
  return { table, where: sql` WHERE ${key} IN (SELECT * FROM ${selected})` }
}

function hasSubquery({ parts }: Fragment): boolean {
  return parts.some((part) => typeof part === 'string' && part.includes('SELECT '))
}
