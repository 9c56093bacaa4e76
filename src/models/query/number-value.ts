import type { Dialect } from './dialects/dialect'
import { sql, type Binding, type Fragment } from './fragment'
import type { Value } from './value'

/** A number that the database computes: PostgreSQL answers with text where it is wider than 32 bits, MySQL where it is exact. */
export function numberValue({ name }: Dialect, fragment: Fragment): Value {
  return {
    fragment: name === 'postgres' ? sql`(${fragment})::float8` : fragment,
    convert: toNumber
  }
}

/** A number of the program, which PostgreSQL would take for the type of what stands beside it: 1.5 for an integer. */
export function numberParameter({ name }: Dialect, value: unknown, read: Binding): Fragment {
  if (name !== 'postgres' || typeof value !== 'number') return sql`${read}`
  return sql`${read}${Number.isSafeInteger(value) ? '::bigint' : '::float8'}`
}

/** The quotient of two numbers as JavaScript has it, where most engines divide integers without remainder. */
export function quotient(left: Fragment, right: Fragment): Fragment {
  return sql`(${left} * 1e0 / NULLIF(${right}, 0))`
}

/** What a database answers for a number, as one. */
export function toNumber(value: unknown): number | null {
  return value === null ? null : Number(value)
}
