/** 200 resources of five routes each; they share their schemas. */
export const RESOURCES = 200

export const rowSchema = {
  type: 'object',
  required: ['id', 'title'],
  properties: { id: { type: 'integer' }, title: { type: 'string' } }
} as const

export const rowsSchema = { type: 'array', items: rowSchema } as const

export const newRowSchema = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string', maxLength: 200 } }
} as const

export const idSchema = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' } }
} as const
