import type { Dialect } from './dialects/dialect'
import type { Binding, Fragment } from './fragment'
import type { QueryState } from './query-state'

/** A limit up to which it is part of the SQL: engines plan better for one row when they know that it is one. */
const WRITTEN_LIMIT = 2

/** What tells pages apart that need other SQL. */
export function shapeOfPage(limit: number, offset: number): string {
  return `limit ${limit <= WRITTEN_LIMIT ? limit : limit === Infinity ? 'none' : '?'}${offset > 0 ? ' offset' : ''}`
}

/** LIMIT and OFFSET, whose numbers are parameters unless they are very small. */
export function pageClause(dialect: Dialect, query: QueryState): Fragment {
  return dialect.page(limitOf(query), query.offset === 0 ? undefined : ({ offset }) => offset)
}

function limitOf({ limit }: QueryState): Binding | string | undefined {
  if (limit === Infinity) return undefined
  return limit <= WRITTEN_LIMIT ? String(limit) : (query) => query.limit
}

/** Whether only some of the rows are wanted, by their place. */
export function isCut({ limit, offset }: QueryState): boolean {
  return limit !== Infinity || offset > 0
}
