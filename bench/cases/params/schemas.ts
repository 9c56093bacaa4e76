export const paramsSchema = {
  type: 'object',
  required: ['id', 'slug'],
  properties: { id: { type: 'integer' }, slug: { type: 'string', pattern: '^[-a-zA-Z0-9_]+$' } }
} as const

export const pageSchema = { type: 'integer' } as const

export const querySchema = { type: 'object', properties: { page: pageSchema } } as const

export const answerSchema = {
  type: 'object',
  required: ['id', 'slug', 'page'],
  properties: { id: { type: 'integer' }, slug: { type: 'string' }, page: { type: 'integer' } }
} as const
