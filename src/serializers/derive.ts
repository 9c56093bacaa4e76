import type { JsonSchema } from './column-schema'
import {
  DEFINITION,
  serializerClass,
  type Definition,
  type FieldNames,
  type ModelOptions,
  type SerializerClass
} from './definition'

/** The same serializer, whose input may leave out every field: what a PATCH takes. */
export function partial<S>(serializer: SerializerClass<S>): SerializerClass<Partial<S>> {
  const definition = serializer[DEFINITION]
  return serializerClass(
    definition.kind === 'model'
      ? { ...definition, isPartial: true }
      : { kind: 'schema', schema: { ...definition.schema, required: [] } }
  )
}

/** The same serializer with these fields alone. */
export function pick<S, const K extends keyof S & string>(
  serializer: SerializerClass<S>,
  names: readonly K[]
): SerializerClass<Pick<S, K>> {
  return serializerClass(narrowed(serializer[DEFINITION], (name) => names.includes(name as K)))
}

/** The same serializer without these fields. */
export function omit<S, const K extends keyof S & string>(
  serializer: SerializerClass<S>,
  names: readonly K[]
): SerializerClass<Omit<S, K>> {
  return serializerClass(narrowed(serializer[DEFINITION], (name) => !names.includes(name as K)))
}

type IsKept = (name: string) => boolean

function narrowed(definition: Definition, isKept: IsKept): Definition {
  if (definition.kind === 'schema') {
    return { kind: 'schema', schema: narrowedSchema(definition.schema, isKept) }
  }
  const { fields, options } = definition
  return {
    ...definition,
    fields: narrowedFields(fields, isKept),
    options: narrowedOptions(options, isKept)
  }
}

function narrowedFields(fields: FieldNames, isKept: IsKept): FieldNames {
  return fields.flatMap((field): FieldNames[number][] => {
    if (typeof field === 'string') return isKept(field) ? [field] : []
    const kept = onlyKept(field, isKept)
    return Object.keys(kept).length > 0 ? [kept] : []
  })
}

function narrowedOptions(options: ModelOptions, isKept: IsKept): ModelOptions {
  const { optional, readOnly, writeOnly, fields = {}, rename = {}, extra = {} } = options
  return {
    ...options,
    optional: optional?.filter(isKept),
    readOnly: readOnly?.filter(isKept),
    writeOnly: writeOnly?.filter(isKept),
    fields: onlyKept(fields, isKept),
    rename: onlyKept(rename, isKept),
    extra: onlyKept(extra, isKept)
  }
}

function narrowedSchema(schema: JsonSchema, isKept: IsKept): JsonSchema {
  const { properties = {}, required = [] } = schema as {
    readonly properties?: Readonly<Record<string, JsonSchema>>
    readonly required?: readonly string[]
  }
  return {
    ...schema,
    properties: onlyKept(properties, isKept),
    required: required.filter(isKept)
  }
}

function onlyKept<T>(object: Readonly<Record<string, T>>, isKept: IsKept): Record<string, T> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => isKept(name)))
}
