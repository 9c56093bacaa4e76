import type { Binding, Fragment } from '../fragment'
import type { LookupKind } from '../lookup-kind'
import type { Lock } from '../query-state'

/** Parts of a date that a lookup may ask for. */
export type DatePart = 'year' | 'month' | 'day' | 'hour'

/** How a text is searched. */
export type TextMatch = 'contains' | 'startsWith' | 'endsWith' | 'like' | 'regex'

/** A list of parameters. */
export interface Values {
  readonly list: (query: Parameters<Binding>[0]) => readonly unknown[]
  /** How many there are at most; undefined where that is not known. */
  readonly size: number | undefined
  readonly kind: LookupKind
}

/** The parts of a key, and a list of lists of values for them. */
export interface KeyValues {
  readonly parts: readonly { readonly expression: Fragment; readonly kind: LookupKind }[]
  readonly list: (query: Parameters<Binding>[0]) => readonly (readonly unknown[])[]
}

/** How one engine writes what others write differently. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres' | 'mysql'
  /** Whether INSERT, UPDATE and DELETE can return rows. */
  readonly returns: boolean
  quote(name: string): string
  placeholder(position: number): string
  /** Rows from `offset`, at most `limit`; either may be missing. */
  page(limit: Binding | string | undefined, offset: Binding | undefined): Fragment
  /** A term of ORDER BY; what has no value is less than all that has one. */
  sorted(term: Fragment, isDown: boolean, isNullable: boolean): Fragment
  /** A parameter that is compared with what has this kind. */
  parameter(value: Binding, kind: LookupKind): Fragment
  /** `expression` is one of these values. */
  isIn(expression: Fragment, values: Values): Fragment
  /** A key of several parts is one of these. */
  areIn(keys: KeyValues): Fragment
  /** `text` compared with a parameter; undefined where the engine cannot. */
  matches(
    text: Fragment,
    match: TextMatch,
    value: Binding,
    ignoreCase: boolean
  ): Fragment | undefined
  /** `text` is one of these values, letter by letter or in letters of either case, whatever its collation says. */
  isText(text: Fragment, values: Values, ignoreCase: boolean): Fragment
  /** What is no text, as text. */
  asText(expression: Fragment): Fragment
  /** `json` has the value of a parameter, in whatever order the names of its objects are. */
  isJson(json: Fragment, value: Binding): Fragment
  /** A part of a date in UTC, as a number. */
  datePart(date: Fragment, part: DatePart): Fragment
  /** The day of a date in UTC, as `2026-01-31`. */
  day(date: Fragment): Fragment
  /** What follows a SELECT that locks its rows; undefined where a transaction locks the whole database. */
  lock(lock: Lock): string | undefined
}
