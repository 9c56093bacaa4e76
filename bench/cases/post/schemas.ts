export const newArticleSchema = {
  type: 'object',
  required: ['title', 'body'],
  additionalProperties: false,
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 200 },
    body: { type: 'string' },
    draft: { type: 'boolean' },
    tags: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 50 } },
    stars: { type: 'integer', minimum: 0, maximum: 5 }
  }
} as const

export const createdSchema = {
  type: 'object',
  required: ['id', 'title'],
  properties: { id: { type: 'integer' }, title: { type: 'string' } }
} as const
