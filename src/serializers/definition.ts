import type { EntityClass } from '../models/bound-models'
import type { JsonSchema } from './column-schema'

/** Names of fields, and nested ones: what a person wrote. */
export type FieldNames = readonly (string | { readonly [name: string]: FieldNames | undefined })[]

/** A field that is no column. */
export interface ExtraField {
  readonly schema: JsonSchema
  /** The fields of the row that it is computed from; a field of the input where it is missing. */
  readonly needs?: readonly string[]
  readonly from?: (row: never) => unknown
}

export interface ModelOptions {
  /** Fields that the input may leave out. */
  readonly optional?: readonly string[]
  /** Fields that the input must not have. */
  readonly readOnly?: readonly string[]
  /** Fields that the output does not have. */
  readonly writeOnly?: readonly string[]
  /** More that JSON Schema says of a field. */
  readonly fields?: Readonly<Record<string, JsonSchema | undefined>>
  /** Other names in JSON. */
  readonly rename?: Readonly<Record<string, string | undefined>>
  readonly extra?: Readonly<Record<string, ExtraField>>
  /** What happens to fields of the input that nobody named. Default `refuse`. */
  readonly unknown?: 'refuse' | 'drop'
}

/** What a serializer was declared with: of a model, or of a schema of its own. */
export type Definition =
  | {
      readonly kind: 'model'
      readonly model: EntityClass
      readonly fields: FieldNames
      readonly options: ModelOptions
      /** Every field may be left out of the input. */
      readonly isPartial: boolean
    }
  | { readonly kind: 'schema'; readonly schema: JsonSchema }

export const DEFINITION = Symbol('definition')

/** A class that stands for the type `S`, and for what checks, converts, writes and documents its values. */
export interface SerializerClass<S = unknown> {
  new (): S
  readonly [DEFINITION]: Definition
}

export function isSerializerClass(value: unknown): value is SerializerClass {
  return typeof value === 'function' && DEFINITION in value
}

/** A class with this definition, to be extended. */
export function serializerClass<S>(definition: Definition): SerializerClass<S> {
  // without a name: that is for the class which extends it
  const declared = class {
    static readonly [DEFINITION] = definition
  }
  Object.defineProperty(declared, 'name', { value: '' })
  return declared as unknown as SerializerClass<S>
}
