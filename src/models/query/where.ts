import type { Expression } from './expression'

/** What identifies a row. */
export type Key = string | number | bigint

/** What one column holds. */
export type Scalar = Key | boolean | Date | Uint8Array

type Method = (...args: never[]) => unknown

/** The names of an entity's properties, without its methods. */
export type FieldName<T> = {
  [K in keyof T & string]: T[K] extends Method ? never : K
}[keyof T & string]

/** Conditions that a row has to meet, all of them; a plain value means "equal to". */
export type Where<T> = { readonly [K in FieldName<T>]?: Condition<T[K]> } & {
  /** At least one of these. */
  readonly or?: readonly Where<T>[]
  /** Not all of these: every row that the conditions alone would not find. */
  readonly not?: Where<T>
}

type Condition<V> = Extract<V, null> | Wanted<Exclude<Awaited<V>, null | undefined>>

type Wanted<V> = [V] extends [Scalar]
  ? V | Lookups<V> | Expression<V>
  : [V] extends [readonly (infer E)[]]
    ? [E] extends [Scalar]
      ? V | NullLookup
      : SetLookups<E>
    : [V] extends [object]
      ? Key | V | Where<V> | KeyLookups<V>
      : never

interface NullLookup {
  readonly isNull?: boolean
}

/** What a column can be asked. */
export type Lookups<V> = ComparedTo<V> &
  ([V] extends [string] ? TextLookups : unknown) &
  ([V] extends [Date] ? DateLookups : unknown)

interface ComparedTo<V> extends NullLookup {
  readonly equals?: V | Expression<V> | null
  /** Every row that does not equal it, those without a value too. */
  readonly not?: V | Expression<V> | null
  readonly in?: readonly V[]
  readonly notIn?: readonly V[]
  readonly lt?: V | Expression<V>
  readonly lte?: V | Expression<V>
  readonly gt?: V | Expression<V>
  readonly gte?: V | Expression<V>
  /** From the first to the second, both included. */
  readonly between?: readonly [V, V]
}

interface TextLookups {
  readonly contains?: string
  readonly startsWith?: string
  readonly endsWith?: string
  /** A pattern of SQL: `%` any text, `_` any character. */
  readonly like?: string
  /** A regular expression, in the engine's own dialect. */
  readonly regex?: string
  /** Letters of both cases are equal, in all lookups beside it. */
  readonly ignoreCase?: boolean
}

type NumberLookups = number | Omit<ComparedTo<number>, 'isNull'>

/** Parts of a date, in UTC. */
interface DateLookups {
  readonly year?: NumberLookups
  /** From 1. */
  readonly month?: NumberLookups
  readonly day?: NumberLookups
  readonly hour?: NumberLookups
  /** A day: `2026-01-31`. */
  readonly date?: string | Omit<ComparedTo<string>, 'isNull'>
}

/** What a relation to one row can be asked, besides the fields of that row. */
interface KeyLookups<V> extends NullLookup {
  readonly in?: readonly (Key | V)[]
  readonly notIn?: readonly (Key | V)[]
  readonly not?: Key | V | null
}

/** What a relation to many rows can be asked. */
interface SetLookups<E> {
  /** At least one row meets the conditions. */
  readonly some?: Where<E>
  /** No row does. */
  readonly none?: Where<E>
  /** All rows do; also where there is none. */
  readonly every?: Where<E>
}
