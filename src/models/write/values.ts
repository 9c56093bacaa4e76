import type { Expression } from '../query/expression'
import type { FieldPath } from '../query/paths'
import type { FieldName, Key, Scalar } from '../query/where'

type Value<V> =
  V extends Promise<infer R>
    ? Value<R>
    : V extends object
      ? V extends readonly (infer E)[]
        ? V | readonly Value<E>[]
        : V extends Date | Uint8Array
          ? V
          : V | Key | Partial<V>
      : V

/** Values of a new row; rows that a relation leads to are given by their keys or as objects. */
export type Values<T> = {
  readonly [K in FieldName<T>]?: Value<T[K]>
}

/** New values of rows; the database may compute them: `{ views: f('views').plus(1) }`. */
export type Changes<T> = {
  readonly [K in FieldName<T>]?: Value<T[K]> | Computed<T[K]>
}

type Computed<V> = [Exclude<V, null>] extends [Scalar] ? Expression<Exclude<V, null>> : never

export interface SaveOptions<T> {
  /** The fields to write, whatever the row has for the others. Default: all that the row has. */
  readonly only?: readonly FieldPath<T>[]
}
