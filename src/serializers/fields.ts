import type { FieldName, Key, Scalar } from '../models/query/where'

type Inner<V> = Exclude<Awaited<V>, null | undefined>
type Null<V> = Extract<Awaited<V>, null>

/** What a relation leads to: an entity, alone or in a list. */
export type RowOf<V> = Inner<V> extends readonly (infer E)[] ? E : Inner<V>

/** The names of the properties of `T` that lead to objects. */
export type NestedName<T> = {
  [K in FieldName<T>]: unknown extends T[K]
    ? never
    : RowOf<T[K]> extends Scalar
      ? never
      : RowOf<T[K]> extends object
        ? K
        : never
}[FieldName<T>]

/** Fields of `T`: names, and for what leads to other rows, the fields of these. */
export type Fields<T> = readonly (
  FieldName<T> | { readonly [K in NestedName<T>]?: Fields<RowOf<T[K]>> }
)[]

type AnyFields = readonly (string | object)[]

/** The plain names among `F`. */
type NameOf<F extends AnyFields> = Extract<F[number], string>

/** The nested fields among `F`, of all its objects. */
type NestedOf<F extends AnyFields> = Merged<Exclude<F[number], string>>

type Merged<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void
  ? I
  : never

/** An object type written out, as editors show it. */
export type Flat<T> = { [K in keyof T]: T[K] } & {}

/** What a field holds that is named without fields of its own: of a row, its key. */
type Held<V> = V extends Scalar | null | undefined
  ? V
  : V extends readonly (infer E)[]
    ? Held<E>[]
    : V extends { readonly id: infer I extends Scalar }
      ? I
      : V extends { refresh(): unknown }
        ? Key
        : V

type NestedShape<V, F> = F extends AnyFields
  ? Inner<V> extends readonly (infer E)[]
    ? Shape<E, F>[]
    : Shape<Inner<V>, F> | Null<V>
  : never

/** The part of `T` that the fields `F` name. */
export type Shape<T, F extends AnyFields> = Flat<
  {
    -readonly [K in NameOf<F> & keyof T]: Held<Awaited<T[K]>>
  } & {
    -readonly [K in keyof NestedOf<F> & keyof T]: NestedShape<T[K], NestedOf<F>[K]>
  }
>
