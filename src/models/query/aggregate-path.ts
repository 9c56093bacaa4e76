import type { FieldName, Scalar, Where } from './where'

type Inner<V> = Exclude<Awaited<V>, null | undefined>
type Element<V> = Inner<V> extends readonly (infer E)[] ? E : Inner<V>

/** How many relations a path of the types may cross. */
type Depth = readonly 0[]
type Less<D extends Depth> = D extends readonly [0, ...infer Rest extends Depth] ? Rest : never

/** Whether nothing tells whose fields are meant. */
export type IsOpen<T> = unknown extends T ? true : [T] extends [never] ? true : false

/** Names of fields and relations, over relations of every kind: `comments`, `comments.author.age`; any text for an unknown `T`. */
export type AggregatePath<T, D extends Depth = [0, 0, 0]> =
  IsOpen<T> extends true
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
export type CountedRow<T, P extends string> = T extends object ? CountedFrom<T, P, T> : never

type CountedFrom<T, P extends string, Row> = P extends '*'
  ? Row
  : P extends `${infer Name}.${infer Rest}`
    ? Name extends keyof T
      ? CountedFrom<Element<T[Name]>, Rest, RowOf<T[Name], Row>>
      : P extends keyof T
        ? Row
        : never
    : P extends keyof T
      ? RowOf<T[P], Row>
      : never

type RowOf<V, Row> = Inner<V> extends readonly (infer E)[] ? ([E] extends [Scalar] ? Row : E) : Row

/** Conditions on the rows that an aggregate counts. */
export type CountedWhere<T, P extends string> =
  IsOpen<T> extends true ? Readonly<Record<string, unknown>> : WhereOf<CountedRow<T, P>>

type WhereOf<T> = T extends object ? Where<T> : never
