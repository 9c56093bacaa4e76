import type { EntityClass } from '../models/bound-models'
import type { JsonSchema } from './column-schema'
import {
  serializerClass,
  type ExtraField,
  type FieldNames,
  type SerializerClass
} from './definition'
import type { Fields, Flat, Shape } from './fields'

/** A field that is computed from the row. */
export interface Computed<T, V> extends ExtraField {
  readonly from: (row: T) => V
}

type Extras = Readonly<Record<string, ExtraField>>
type ExtraValues<X> = { [K in keyof X]: X[K] extends Computed<never, infer V> ? V : unknown }

/** How the fields of a serializer differ from the columns that they come from. */
export interface SerializerOptions<S, X extends Extras = Extras> {
  /** Fields that the input may leave out, besides those that are nullable or have a default. */
  readonly optional?: readonly (keyof S & string)[]
  /** Fields that the input must not have, besides keys, versions and dates that are made for the row. */
  readonly readOnly?: readonly (keyof S & string)[]
  /** Fields that the output does not have. */
  readonly writeOnly?: readonly (keyof S & string)[]
  /** More of JSON Schema for a field: `{ title: { minLength: 3, description: '…' } }`. */
  readonly fields?: { readonly [K in keyof S]?: JsonSchema }
  /** Other names in JSON: `{ publishedAt: 'published' }`. */
  readonly rename?: { readonly [K in keyof S]?: string }
  /** Fields that are no columns: made by `computed()`. */
  readonly extra?: X
  /** What happens to fields of the input that are not named: refused (default), or dropped. */
  readonly unknown?: 'refuse' | 'drop'
}

/**
 * A serializer of these fields of a model, to be extended: `class Card extends ModelSerializer(Article, ['id', 'title',
 * { author: ['name'] }]) {}`. The class is the type of its values, and stands wherever a schema may.
 */
export function ModelSerializer<
  T extends object,
  const F extends Fields<T>,
  const X extends Extras = {}
>(
  model: EntityClass<T>,
  fields: F,
  options: SerializerOptions<Shape<T, F>, X> = {}
): SerializerClass<Flat<Shape<T, F> & ExtraValues<X>>> {
  return serializerClass({
    kind: 'model',
    model,
    fields: fields as FieldNames,
    options: options as never,
    isPartial: false
  })
}

/** A field of the output that `from` computes of a row; `needs` names the columns that it reads. */
export function computed<T, V>(
  schema: JsonSchema,
  needs: readonly (keyof T & string)[],
  from: (row: T) => V
): Computed<T, V> {
  return { schema, needs, from }
}
