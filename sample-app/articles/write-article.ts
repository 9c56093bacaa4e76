import { UnprocessableEntity } from 'nuages'
import { atomic } from 'nuages/models'
import { Article, Author, Tag } from '../models'
import type { NewArticle } from './article-schemas'
import { slugify } from './slugify'

/** Store a new article; two of one slug are a conflict. */
export async function createArticle(input: NewArticle): Promise<Article> {
  const { title, body, summary = '', tags = [] } = input
  const slug = input.slug ?? slugify(title)
  if (slug === '') throw unusable('slug', 'cannot be made of this title: send one')
  const now = new Date()
  return Article.create({
    title,
    slug,
    summary,
    body,
    publishedAt: now,
    updatedAt: now,
    author: await findAuthor(input.author),
    tags: await findTags(tags)
  })
}

/** Change what is given of an article, and nothing else: readers are counted meanwhile. */
export async function updateArticle(
  article: Article,
  { author, tags, ...changes }: Partial<NewArticle>
): Promise<Article> {
  const fields = { ...changes, updatedAt: new Date() }
  return atomic(async () => {
    const row = Article.filter({ id: article.id })
    await row.update(
      author === undefined ? fields : { ...fields, author: await findAuthor(author) }
    )
    if (tags !== undefined) await article.related('tags').set(await findTags(tags))
    return row.with('author', 'tags').get()
  })
}

async function findAuthor(slug: string): Promise<Author> {
  const author = await Author.filter({ slug }).first()
  if (author === undefined) throw unusable('author', 'is nobody who writes here')
  return author
}

async function findTags(slugs: readonly string[]): Promise<Tag[]> {
  const known = slugs.length === 0 ? [] : await Tag.all()
  return slugs.map((slug, index) => {
    const tag = known.find((one) => one.slug === slug)
    if (tag === undefined) throw unusable(`tags.${index}`, 'is not a tag')
    return tag
  })
}

function unusable(path: string, message: string): UnprocessableEntity {
  return new UnprocessableEntity('The body does not fit.', {
    errors: [{ path, message, code: 'unknown' }]
  })
}
