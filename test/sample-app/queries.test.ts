import type { Application } from 'nuages'
import { newestArticles } from '../../sample-app/articles/article-lists'
import { openGazette } from './gazette'
import { silentLogger } from './silent-logger'

const opened: Application[] = []
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close()
})

/** The queries that `path` asks of a Gazette with so many articles; SLUG stands for that of the newest. */
async function queriesOf(path: string, articles: number): Promise<string[]> {
  const queries: string[] = []
  const logger = silentLogger((sql) => queries.push(sql))
  const database = { type: 'sqlite', database: ':memory:', logging: true, logger } as const
  const app = await openGazette({ articles, comments: 2 * articles }, { database })
  opened.push(app)
  const { slug } = (await newestArticles().first())!
  queries.length = 0
  const { statusCode } = await app.inject(path.replace('SLUG', slug))
  expect(statusCode).toBe(200)
  return queries
}

describe.each([
  ['/', 3, 'how many, the articles with their authors, their tags'],
  ['/most-discussed/', 3, 'how many, the articles with their authors and counts, their tags'],
  ['/articles/SLUG/', 4, 'one more view, the article with its author, its tags, the comments'],
  ['/articles/SLUG/download', 1, 'the article with its author'],
  ['/authors/', 1, 'the authors'],
  ['/tags/', 1, 'the tags with their counts'],
  ['/tags/jazz/', 4, 'the tag, how many, the articles with their authors, their tags'],
  ['/feed.atom', 2, 'the articles with their authors, their tags'],
  ['/api/articles/?limit=100', 3, 'as the front page'],
  ['/api/articles/SLUG/', 2, 'the article with its author, its tags'],
  ['/api/articles/SLUG/comments/', 2, 'the article, its comments'],
  ['/api/most-discussed/?limit=100', 3, 'as the page'],
  ['/api/authors/', 1, 'the authors'],
  ['/api/tags/', 1, 'the tags with their counts']
])('%s', (path, count, what) => {
  it.each([10, 60])(`asks ${count} times, among %i articles: ${what}`, async (articles) => {
    expect(await queriesOf(path, articles)).toHaveLength(count)
  })
})
