import { joinFragments, sql, type Fragment } from './fragment'

/** How many conditions may stand beside each other: SQLite allows a tree of them 1,000 levels. */
const ABREAST = 500

/** True of every row of which `fragment` is false or, for want of a value, unknown. */
export function isNotTrue(fragment: Fragment): Fragment {
  return sql`(${fragment}) IS NOT TRUE`
}

/** Conditions as one; without any it is true. */
export function allOf(conditions: readonly Fragment[]): Fragment {
  return conditions.length === 0 ? sql`1 = 1` : joined(conditions, ' AND ')
}

/** One condition that is true where one of these is. */
export function anyOf(conditions: readonly Fragment[]): Fragment {
  return conditions.length === 0 ? sql`1 = 0` : joined(conditions, ' OR ')
}

function joined(conditions: readonly Fragment[], separator: string): Fragment {
  if (conditions.length === 1) return conditions[0]!
  if (conditions.length <= ABREAST) return sql`(${joinFragments(conditions, separator)})`
  const half = Math.ceil(conditions.length / 2)
  const halves = [conditions.slice(0, half), conditions.slice(half)]
  return joined(
    halves.map((part) => joined(part, separator)),
    separator
  )
}
