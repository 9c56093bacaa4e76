import type { IsOpen } from './aggregate-path'
import { Expression } from './expression'
import type { FieldPath, ValueAt } from './paths'

/** The names of fields of `T`; any text where nothing tells whose fields are meant. */
type FieldOf<T> = IsOpen<T> extends true ? string : T extends object ? FieldPath<T> : never
type FieldValue<T, P extends string> = T extends object ? ValueAt<T, P> : never

/** The value that a field of the same row has: `f('pages')`, `f('author.age')`. */
export function f<V = number, T = unknown, P extends FieldOf<T> = FieldOf<T>>(
  path: P
): Expression<IsOpen<T> extends true ? V : FieldValue<T, P>, T> {
  return new Expression({ kind: 'field', path })
}
