import { BadAnnotation } from '../errors'
import { unknownField } from '../fields'
import { columnValue, valueAt } from './column-value'
import { joinFragments, sql, type Fragment } from './fragment'
import type { QueryState } from './query-state'
import type { Scope } from './scope'

/** ORDER BY; `nameOf` gives the name that a path has in the answer, where it is read. */
export function orderClause(
  scope: Scope,
  query: QueryState,
  nameOf: (path: string) => string | undefined = () => undefined
): Fragment {
  const { order, isReversed } = query
  if (order.length === 0) return sql``
  const terms = order.flatMap((term) => {
    const path = term.replace(/^-/, '')
    const isDown = (path !== term) !== isReversed
    const name = nameOf(path)
    if (name === undefined && query.values !== undefined && query.isDistinct)
      throw notRead(scope, path)
    const values = name === undefined ? orderTerms(scope, path) : [sql`${name}`]
    const isNullable = mayBeMissing(scope, path)
    return values.map((value) => scope.dialect.sorted(value, isDown, isNullable))
  })
  return sql` ORDER BY ${joinFragments(terms, ', ')}`
}

/** What rows are sorted by; a relation of several columns by all of them. */
function orderTerms(scope: Scope, path: string): Fragment[] {
  const { metadata } = scope
  if (path === '') throw unknownField(metadata, path)
  const named = scope.names?.find(path)
  const columns = metadata.findRelationWithPropertyPath(path)?.joinColumns ?? []
  if (named !== undefined || columns.length < 2) return [valueAt(scope, path).fragment]
  return columns.map((column) => columnValue(scope, column).fragment)
}

function mayBeMissing({ metadata, names }: Scope, path: string): boolean {
  const column = metadata.findColumnWithPropertyPath(path)
  return names?.find(path) !== undefined || column === undefined || column.isNullable
}

function notRead({ metadata }: Scope, path: string): BadAnnotation {
  return new BadAnnotation(
    `Distinct values of ${metadata.name} were to be sorted by "${path}", in which equal ones may differ`,
    `Read it too: .values('${path}', …).`
  )
}
