import type { Expression } from './expression'
import type { AsSubquery } from './subquery'

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

/** What one property can be asked. */
export type Condition<V> = unknown extends V
  ? NonNullable<unknown> | null
  : | Extract<V, null>
    | Wanted<Counted<Exclude<Awaited<V>, null | undefined>>, Extract<Awaited<V>, null>>

// how many rows there are may be annotated under the name of the relation to them
type Counted<V> = [V] extends [readonly unknown[] & number] ? number : V

/** What a value `V` is compared with; `N` is null where it may be missing. */
type Wanted<V, N> = [V] extends [Scalar]
  ? V | Expression<V, never> | Lookups<V, N>
  : [V] extends [readonly (infer E)[]]
    ? [E] extends [Scalar]
      ? V | DataLookups<V>
      : SetLookups<E> | DataLookups<V>
    : [V] extends [object]
      ? Key | V | Where<V> | KeyLookups<V, N>
      : V | DataLookups<V>

interface NullLookup {
  readonly isNull?: boolean
}

/** What a column can be asked. */
export type Lookups<V, N = never> = ComparedTo<V, N> &
  ([V] extends [string] ? TextLookups : unknown) &
  ([V] extends [Date] ? DateLookups : unknown)

interface ComparedTo<V, N> extends NullLookup {
  readonly equals?: V | Expression<V, never> | null
  /** Every row that does not equal it or meet it, those without a value too. */
  readonly not?: V | Expression<V, never> | Lookups<V, N> | null
  /** One of these, or of what a query answers with. */
  readonly in?: readonly (V | N)[] | AsSubquery<V | null>
  readonly notIn?: readonly (V | N)[] | AsSubquery<V | null>
  readonly lt?: V | Expression<V, never>
  readonly lte?: V | Expression<V, never>
  readonly gt?: V | Expression<V, never>
  readonly gte?: V | Expression<V, never>
  /** From the first to the second, both included. */
  readonly between?: readonly [V | Expression<V, never>, V | Expression<V, never>]
}

interface TextLookups {
  readonly contains?: string
  readonly startsWith?: string
  readonly endsWith?: string
  /** A pattern of SQL: `%` any text, `_` any character; a backslash before them takes that meaning away. */
  readonly like?: string
  /** A regular expression, in the engine's own dialect. */
  readonly regex?: string
  /** Whether letters of both cases are equal, in all lookups beside it. */
  readonly ignoreCase?: boolean
}

type PartLookups<V> = V | Omit<ComparedTo<V, never>, 'isNull'>

/** Parts of a date, in UTC. */
interface DateLookups {
  readonly year?: PartLookups<number>
  /** From 1. */
  readonly month?: PartLookups<number>
  readonly day?: PartLookups<number>
  readonly hour?: PartLookups<number>
  /** A day: `2026-01-31`. */
  readonly date?: PartLookups<string>
}

/** What a list or JSON can be asked, besides being equal to a value. */
interface DataLookups<V> extends NullLookup {
  readonly equals?: V | null
  readonly not?: V | null
}

/** What a relation to one row can be asked, besides the fields of that row. */
interface KeyLookups<V, N> extends NullLookup {
  readonly equals?: Key | V | null
  readonly not?: Key | V | Where<V> | null
  readonly in?: readonly (Key | V | N)[] | AsSubquery<Key | V | null>
  readonly notIn?: readonly (Key | V | N)[] | AsSubquery<Key | V | null>
}

/** What rows on the other side of a relation have to be: known by their keys, or by conditions. */
type Other<E> = Key | E | Where<E> | KeyLookups<E, never>

/** What a relation to many rows can be asked. */
interface SetLookups<E> {
  /** At least one row is meant, or meets the conditions. */
  readonly some?: Other<E>
  /** No row does. */
  readonly none?: Other<E>
  /** All rows do; also where there is none. */
  readonly every?: Other<E>
  /** There is no row; `false`: there is one. */
  readonly isNull?: boolean
}
