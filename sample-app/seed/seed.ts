import type { DataSource, EntityManager } from 'nuages/models'
import { Article, Author, Comment, Tag } from '../models'
import { makeArticles, makeAuthors, makeComments, makeTags } from './rows'
import { Random } from './random'

export interface SeedCounts {
  readonly articles: number
  readonly comments: number
}

/** Fill an empty database with the same articles every time; whether there was anything to do. */
export async function seed(
  database: DataSource,
  counts: SeedCounts = { articles: 5_000, comments: 20_000 }
): Promise<boolean> {
  return database.transaction(async (manager) => {
    if (await manager.exists(Author)) return false
    const random = new Random(1910)
    const authors = makeAuthors(random)
    const tags = makeTags()
    const articles = makeArticles(random, counts.articles, authors, tags)
    await insert(manager, Author, authors)
    await insert(manager, Tag, tags)
    await insert(
      manager,
      Article,
      articles.map(({ tags: _tags, ...article }) => article)
    )
    await insert(
      manager,
      'article_tag',
      articles.flatMap(({ id, tags }) => tags.map((tag) => ({ articleId: id, tagId: tag.id })))
    )
    await insert(manager, Comment, makeComments(random, counts.comments, articles))
    return true
  })
}

// one statement takes 32,766 parameters in SQLite
const ROWS_PER_STATEMENT = 1_000

async function insert(
  manager: EntityManager,
  target: Parameters<EntityManager['insert']>[0],
  rows: readonly object[]
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const values = rows.slice(start, start + ROWS_PER_STATEMENT)
    // the rows are not asked for again: everything in them is known
    await manager
      .createQueryBuilder()
      .insert()
      .into(target)
      .values(values)
      .updateEntity(false)
      .execute()
  }
}
