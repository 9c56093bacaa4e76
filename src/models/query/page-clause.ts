import type { Dialect } from './dialects/dialect'
import type { Fragment } from './fragment'
import type { QueryState } from './query-state'

/** LIMIT and OFFSET, whose numbers are parameters. */
export function pageClause(dialect: Dialect, query: QueryState): Fragment {
  return dialect.page(
    query.limit === Infinity ? undefined : ({ limit }) => limit,
    query.offset === 0 ? undefined : ({ offset }) => offset
  )
}

/** Whether only some of the rows are wanted, by their place. */
export function isCut({ limit, offset }: QueryState): boolean {
  return limit !== Infinity || offset > 0
}
