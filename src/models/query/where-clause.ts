import { classConditions } from './class-conditions'
import { conditionsOf, filterConditions } from './conditions'
import { joinFragments, sql, type Fragment } from './fragment'
import type { Filter, QueryState, Source } from './query-state'
import type { Scope } from './scope'
import { allOf, isNotTrue } from './truth'

/** The tables that conditions are about, and those that conditions on groups are. */
interface Filtered {
  readonly rows: Scope
  readonly late: Scope
}

/** The conditions of a query set, and those that the entity has by itself. */
export function whereClause(
  rows: Scope,
  query: QueryState,
  link?: Fragment,
  late: Scope = rows
): Fragment {
  const linked = link === undefined ? [] : [link]
  return clause('WHERE', [...rowConditions({ rows, late }, query), ...linked])
}

/** What the rows of a query have to meet, those that it groups before it does. */
export function rowConditions({ rows, late }: Filtered, query: QueryState): Fragment[] {
  const { groups } = query
  if (groups === undefined) return [...filterConditions(rows, query), ...ownConditions(rows, query)]
  const filters = partsOf(query).map((part) =>
    partCondition(part.index < groups.rowFilters ? rows : late, part)
  )
  const ofRows = filters.filter(({ isAggregate }) => !isAggregate)
  return [...ofRows, ...ownConditions(rows, query)]
}

/** What the groups of a query have to meet: filters on what is computed of a whole group. */
export function havingClause(late: Scope, groups: Scope, query: QueryState): Fragment {
  const first = query.groups!.rowFilters
  const parts = partsOf(query).filter(
    (part) => part.index >= first && partCondition(late, part).isAggregate
  )
  return clause(
    'HAVING',
    parts.map((part) => partCondition(groups, part))
  )
}

interface FilterPart extends Filter {
  readonly index: number
}

function partsOf({ filters }: QueryState): FilterPart[] {
  return filters.flatMap(({ where, isExcluded }, index): readonly FilterPart[] => {
    if (isExcluded) return [{ where, isExcluded, index }]
    return Object.entries(where).map(([name, value]: [string, unknown]) => ({
      where: { [name]: value },
      isExcluded,
      index
    }))
  })
}

function partCondition(scope: Scope, { where, isExcluded, index }: FilterPart): Fragment {
  const conditions = conditionsOf(scope, where, (query) => query.filters[index]!.where)
  const isNegated = isExcluded && conditions.length > 0
  return isNegated ? isNotTrue(allOf(conditions)) : allOf(conditions)
}

function ownConditions(scope: Scope, query: QueryState): Fragment[] {
  const { metadata } = scope
  const conditions: Fragment[] = query.isNone ? [sql`1 = 0`] : []
  if (query.source?.kind === 'values') return conditions
  if (query.source !== undefined) conditions.push(isAmong(scope, query.source))
  const { deleteDateColumn } = metadata
  if (deleteDateColumn !== undefined && !query.isWithDeleted) {
    conditions.push(sql`${scope.column(deleteDateColumn)} IS NULL`)
  }
  conditions.push(...classConditions(scope))
  return conditions
}

function isAmong(scope: Scope, source: Source): Fragment {
  const keys = scope.metadata.primaryColumns.map((column) => scope.column(column))
  const text = keys.length === 1 ? keys[0]! : `(${keys.join(', ')})`
  return sql`${text} IN (${scope.subqueries.source(source)})`
}

function clause(keyword: string, conditions: readonly Fragment[]): Fragment {
  return conditions.length === 0 ? sql`` : sql` ${keyword} ${joinFragments(conditions, ' AND ')}`
}
