import { nullable, type JsonSchema } from './column-schema'
import type { ModelShape, ShapeField } from './model-shape'

/** The JSON Schema of what a shape takes; of a partial one every field may be missing. */
export function inputSchema({ fields, dropsUnknown }: ModelShape, isPartial: boolean): JsonSchema {
  const taken = fields.filter(({ isReadOnly }) => !isReadOnly || isLookup(fields))
  return {
    ...objectSchema(taken, (field) => inputSchema(field.nested!, false)),
    required: isPartial ? [] : taken.filter(({ isOptional }) => !isOptional).map(({ key }) => key),
    ...(!dropsUnknown && { additionalProperties: false })
  }
}

/** The JSON Schema of what a shape answers with. */
export function outputSchema({ fields }: ModelShape): JsonSchema {
  const given = fields.filter(({ isWriteOnly }) => !isWriteOnly)
  return {
    ...objectSchema(given, (field) => outputSchema(field.nested!)),
    required: given.map(({ key }) => key),
    additionalProperties: false
  }
}

// an object of nothing but what is made for a row names a row that is there: `{ author: { id: 7 } }`
function isLookup(fields: readonly ShapeField[]): boolean {
  return fields.every(({ isReadOnly }) => isReadOnly)
}

function objectSchema(
  fields: readonly ShapeField[],
  nestedSchema: (field: ShapeField) => JsonSchema
): JsonSchema {
  const properties = fields.map((field) => {
    const schema = field.nested === undefined ? field.schema : nestedSchema(field)
    const whole = field.isNullable && field.nested !== undefined ? nullable(schema) : schema
    return [field.key, field.isList ? { type: 'array', items: whole } : whole] as const
  })
  return { type: 'object', properties: Object.fromEntries(properties) }
}
