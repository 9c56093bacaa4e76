import type { ColumnDescription, TextForm } from '../models/description/model-description'

/** A JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** The JSON Schema of what a column holds, null included where that may be. */
export function columnSchema(column: ColumnDescription): JsonSchema {
  const schema = { ...valueSchema(column), ...(column.choices && { enum: column.choices }) }
  return column.isNullable ? nullable(schema) : schema
}

/** `schema`, or null. With `anyOf` the conversion of forms and queries would make text of null. */
export function nullable(schema: JsonSchema): JsonSchema {
  const { type, enum: choices } = schema
  if (type === undefined) return schema
  return {
    ...schema,
    type: [...(Array.isArray(type) ? (type as string[]) : [type]), 'null'],
    ...(Array.isArray(choices) && { enum: [...(choices as unknown[]), null] })
  }
}

function valueSchema(column: ColumnDescription): JsonSchema {
  switch (column.value) {
    case 'string':
    case 'bigint':
    case 'date':
      return textSchema(column)
    case 'number':
      return numberSchema(column)
    case 'boolean':
      return { type: 'boolean' }
    case 'bytes':
      return { type: 'string', contentEncoding: 'base64', pattern: BASE64 }
    case 'list':
      return { type: 'array' }
    default:
      return {}
  }
}

function numberSchema({ isInteger, range }: ColumnDescription): JsonSchema {
  return {
    type: isInteger === true ? 'integer' : 'number',
    ...(range && { minimum: range[0], maximum: range[1] })
  }
}

function textSchema({ form, maxLength, precision, scale = 0 }: ColumnDescription): JsonSchema {
  if (form === undefined) {
    return { type: 'string', ...(maxLength !== undefined && { maxLength }) }
  }
  if (form !== 'decimal') return FORMS[form]
  const digits = precision === undefined ? '+' : `{1,${Math.max(1, precision - scale)}}`
  const places = precision === undefined ? '+' : `{1,${scale}}`
  const fraction = precision !== undefined && scale === 0 ? '' : `(\\.\\d${places})?`
  return { type: 'string', pattern: `^-?\\d${digits}${fraction}$` }
}

const BASE64 = '^[A-Za-z0-9+/]*={0,2}$'

const FORMS: Record<Exclude<TextForm, 'decimal'>, JsonSchema> = {
  uuid: { type: 'string', format: 'uuid' },
  bigint: { type: ['string', 'integer'], pattern: '^-?\\d{1,19}$' },
  day: { type: 'string', format: 'date' },
  time: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,6})?)?$' },
  moment: { type: 'string', format: 'date-time' }
}
