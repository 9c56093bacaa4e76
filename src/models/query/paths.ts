import type { FieldName, Scalar } from './where'

type Inner<V> = Exclude<Awaited<V>, null | undefined>
type Element<V> = Inner<V> extends readonly (infer E)[] ? E : Inner<V>

/** How many relations a path of the types may cross. */
type Depth = readonly 0[]
type Less<D extends Depth> = D extends readonly [0, ...infer Rest extends Depth] ? Rest : never

/** Names of fields, also those of embedded objects and of rows that relations to one row lead to: `author.name`. */
export type FieldPath<T, D extends Depth = [0, 0]> = {
  [K in FieldName<T>]: Inner<T[K]> extends Scalar | readonly unknown[]
    ? K
    : K | (D extends readonly [] ? never : `${K}.${FieldPath<Inner<T[K]>, Less<D>>}`)
}[FieldName<T>]

/** Names of relations, and of relations of the rows that they lead to: `author.company`. */
export type RelationPath<T, D extends Depth = [0, 0, 0]> = {
  [K in FieldName<T>]: Element<T[K]> extends Scalar
    ? never
    : K | (D extends readonly [] ? never : `${K}.${RelationPath<Element<T[K]>, Less<D>>}`)
}[FieldName<T>]

/** What rows are sorted by: `title`, or `-title` downwards. */
export type OrderTerm<T> = FieldPath<T> | `-${FieldPath<T>}`

/** The type of what a path leads to. */
export type ValueAt<T, P extends string> = P extends `${infer Name}.${infer Rest}`
  ? Name extends keyof T
    ? ValueAt<Inner<T[Name]>, Rest> | Extract<Awaited<T[Name]>, null>
    : never
  : P extends keyof T
    ? Awaited<T[P]>
    : never
