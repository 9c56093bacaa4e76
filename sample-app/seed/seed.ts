import { atomic, type DataSource } from 'nuages/models'
import { Article, Author, Comment, Tag } from '../models'
import { Random } from './random'
import { makeArticles, makeAuthors, makeComments, makeTags } from './rows'

export interface SeedCounts {
  readonly articles: number
  readonly comments: number
}

/** Fill an empty database with the same articles every time; whether there was anything to do. */
export function seed(
  dataSource: DataSource,
  counts: SeedCounts = { articles: 5_000, comments: 20_000 }
): Promise<boolean> {
  return atomic(
    async () => {
      if (await Author.all().exists()) return false
      const random = new Random(1910)
      const authors = await Author.bulkCreate(makeAuthors(random))
      const tags = await Tag.bulkCreate(makeTags())
      const drafts = makeArticles(random, counts.articles, authors, tags)
      const articles = await Article.bulkCreate(drafts.map(({ tags: _tags, ...draft }) => draft))
      for (const tag of tags) {
        // the articles are stored in the order in which they were made
        await tag
          .related('articles')
          .add(...articles.filter((_, at) => drafts[at]!.tags.includes(tag)))
      }
      await Comment.bulkCreate(makeComments(random, counts.comments, articles))
      return true
    },
    { dataSource }
  )
}
