import { valueAt } from './column-value'
import { joinFragments, sql, type Fragment } from './fragment'
import type { Groups } from './query-state'
import type { Scope } from './scope'

/** GROUP BY; what is read is named by its place, so that an expression with parameters is the same in both. */
export function groupByClause(scope: Scope, { keys }: Groups, read: readonly string[]): Fragment {
  if (keys.length === 0) return sql``
  const terms = keys.map((key) => {
    const place = read.indexOf(key)
    return place < 0 ? valueAt(scope, key).fragment : sql`${String(place + 1)}`
  })
  return sql` GROUP BY ${joinFragments(terms, ', ')}`
}
