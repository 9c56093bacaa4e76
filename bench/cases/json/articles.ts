/** Ten rows as a database would give them. */
export const articles = Array.from({ length: 10 }, (_, index) => ({
  id: index + 1,
  title: `Article ${index + 1}`,
  draft: index % 3 === 0,
  author: { id: index % 4, name: `Author ${index % 4}` }
}))

export const articlesSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['id', 'title', 'draft', 'author'],
    properties: {
      id: { type: 'integer' },
      title: { type: 'string' },
      draft: { type: 'boolean' },
      author: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'integer' }, name: { type: 'string' } }
      }
    }
  }
} as const
