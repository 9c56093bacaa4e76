import type { default as FastJsonStringify } from 'fast-json-stringify'
import { NuagesError } from '../errors'

/** Writes a value as JSON text; only what the schema names comes out. */
export type JsonSerializer = (value: unknown) => string

const compiled = new WeakMap<object, JsonSerializer>()

/** Compile a JSON Schema into a serializer once, however many routes share it. */
export function compileSerializer(schema: object): JsonSerializer {
  let serializer = compiled.get(schema)
  if (serializer === undefined) {
    serializer = compile(schema)
    compiled.set(schema, serializer)
  }
  return serializer
}

function compile(schema: object): JsonSerializer {
  try {
    // loaded with the first schema: an application may have none
    const build = require('fast-json-stringify') as typeof FastJsonStringify
    return build(schema)
  } catch (error) {
    throw new NuagesError(
      'SERIALIZERS_BAD_SCHEMA',
      `A JSON Schema cannot be compiled: ${error instanceof Error ? error.message : String(error)}.`,
      'Correct the schema that is given as `returns`.'
    )
  }
}
