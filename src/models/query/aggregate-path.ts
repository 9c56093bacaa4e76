import type { FieldName, Scalar, Where } from './where'

type Inner<V> = Exclude<Awaited<V>, null | undefined>
type Element<V> = Inner<V> extends readonly (infer E)[] ? E : Inner<V>

/** How many relations a path of the types may cross. */
type Depth = readonly 0[]
type Less<D extends Depth> = D extends readonly [0, ...infer Rest extends Depth] ? Rest : never

/** Names of fields and relations, over relations of every kind: `comments`, `comments.author.age`; any text for an unknown `T`. */
export type AggregatePath<T, D extends Depth = [0, 0, 0]> = unknown extends T
  ? string
  : T extends object
    ? {
        [K in FieldName<T>]: [Element<T[K]>] extends [Scalar]
          ? K
          : K | (D extends readonly [] ? never : `${K}.${AggregatePath<Element<T[K]>, Less<D>>}`)
      }[FieldName<T>]
    : never

/** What a path leads to, of each of the rows that it crosses. */
export type ValueAlong<T, P extends string> = T extends object
  ? P extends `${infer Name}.${infer Rest}`
    ? Name extends keyof T
      ? ValueAlong<Element<T[Name]>, Rest>
      : never
    : P extends keyof T
      ? Inner<T[P]>
      : never
  : never

/** The rows that an aggregate of `P` counts: those of the last relation to many, else those of `T` itself. */
export type CountedRow<T, P extends string, Row = T> = P extends `${infer Name}.${infer Rest}`
  ? Name extends keyof T
    ? Inner<T[Name]> extends readonly (infer E)[]
      ? CountedRow<E, Rest, E>
      : CountedRow<Inner<T[Name]>, Rest, Row>
    : Row
  : P extends keyof T
    ? Inner<T[P]> extends readonly (infer E)[]
      ? [E] extends [Scalar]
        ? Row
        : E
      : Row
    : Row

/** Conditions on the rows that an aggregate counts. */
export type CountedWhere<T, P extends string> = unknown extends T
  ? Readonly<Record<string, unknown>>
  : Where<CountedRow<T, P>>
