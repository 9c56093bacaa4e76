import { AUTHOR } from '../authors/author-api'
import { TAG } from '../tags/tag-api'

const SLUG = { type: 'string', pattern: '^[-a-zA-Z0-9_]+$', maxLength: 200 }

const FIELDS = {
  title: { type: 'string', maxLength: 200, pattern: '\\S' },
  slug: { ...SLUG, description: 'Where the article is. Default: made of the title.' },
  summary: { type: 'string', maxLength: 500 },
  body: { type: 'string', pattern: '\\S' },
  author: { ...SLUG, description: 'The slug of an author.' },
  tags: {
    type: 'array',
    items: SLUG,
    uniqueItems: true,
    maxItems: 8,
    description: 'Slugs of tags.'
  }
}

/** A new article, as a client sends it. */
export interface NewArticle {
  readonly title: string
  readonly slug?: string
  readonly summary?: string
  readonly body: string
  readonly author: string
  readonly tags?: readonly string[]
}

export const NEW_ARTICLE = {
  type: 'object',
  required: ['title', 'body', 'author'],
  additionalProperties: false,
  properties: FIELDS
}

/** What is to change of an article. */
export const ARTICLE_CHANGES = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: FIELDS
}

/** Which page of a list, and how many articles are on it. */
export interface PageQuery {
  readonly page: number
  readonly limit: number
}

/** Which articles are listed. */
export interface ArticleQuery extends PageQuery {
  readonly tag?: string
  readonly author?: string
}

export const PAGE_QUERY = {
  type: 'object',
  properties: {
    page: { type: 'integer', minimum: 1, default: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 }
  }
}

export const ARTICLE_QUERY = {
  type: 'object',
  properties: { ...PAGE_QUERY.properties, tag: SLUG, author: SLUG }
}

const CARD = {
  id: { type: 'integer' },
  title: { type: 'string' },
  slug: { type: 'string' },
  summary: { type: 'string' },
  publishedAt: { type: 'string', format: 'date-time' },
  updatedAt: { type: 'string', format: 'date-time' },
  views: { type: 'integer' },
  url: { type: 'string' },
  author: AUTHOR,
  tags: { type: 'array', items: TAG }
}

/** One article as JSON. */
export const ARTICLE = { type: 'object', properties: { ...CARD, body: { type: 'string' } } }

/** A page of articles as JSON, without their bodies. */
export const ARTICLE_LIST = listOf(CARD)

/** The same with how many comments each article has. */
export const DISCUSSED_LIST = listOf({ ...CARD, commentCount: { type: 'integer' } })

function listOf(properties: object) {
  return {
    type: 'object',
    properties: {
      page: { type: 'integer' },
      pages: { type: 'integer' },
      limit: { type: 'integer' },
      total: { type: 'integer' },
      next: { type: 'string' },
      previous: { type: 'string' },
      articles: { type: 'array', items: { type: 'object', properties } }
    }
  }
}
