/** 200 resources of five routes each. */
export const RESOURCES = 200

export const rowSchema = {
  $id: 'row',
  type: 'object',
  required: ['id', 'title'],
  properties: { id: { type: 'integer' }, title: { type: 'string' } }
} as const

export const newRowSchema = {
  $id: 'new-row',
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string', maxLength: 200 } }
} as const

export const idSchema = {
  $id: 'id',
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' } }
} as const
