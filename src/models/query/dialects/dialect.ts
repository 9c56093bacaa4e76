import type { Binding, Fragment } from '../fragment'
import type { Lock } from '../query-state'

/** Parts of a date that a lookup may ask for. */
export type DatePart = 'year' | 'month' | 'day' | 'hour'

/** How a text is searched. */
export type TextMatch = 'contains' | 'startsWith' | 'endsWith' | 'like' | 'regex'

/** How one engine writes what others write differently. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres' | 'mysql'
  /** Whether INSERT, UPDATE and DELETE can return rows. */
  readonly returns: boolean
  quote(name: string): string
  placeholder(position: number): string
  /** Rows from `offset`, at most `limit`; either may be missing. */
  page(limit: Binding | undefined, offset: Binding | undefined): Fragment
  /** `text` compared with a parameter; undefined where the engine cannot. */
  matches(
    text: Fragment,
    match: TextMatch,
    value: Binding,
    ignoreCase: boolean
  ): Fragment | undefined
  /** A part of a date in UTC, as a number. */
  datePart(date: Fragment, part: DatePart): Fragment
  /** The day of a date in UTC, as `2026-01-31`. */
  day(date: Fragment): Fragment
  /** What follows a SELECT that locks its rows; undefined where a transaction locks the whole database. */
  lock(lock: Lock): string | undefined
}
