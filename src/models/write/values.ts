import type { Expression } from '../query/expression'
import type { FieldPath } from '../query/paths'
import type { FieldName, Key, Scalar } from '../query/where'

type Value<V> =
  V extends Promise<infer R>
    ? Value<R>
    : V extends object
      ? V extends Date | Uint8Array | readonly unknown[]
        ? V
        : V | Key | Partial<V>
      : V

/** Values of a new row; a relation to one row is given by its key or as an object. */
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
