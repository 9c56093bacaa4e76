import type { Application } from 'nuages'
import { newestArticles } from '../../sample-app/articles/article-lists'
import { Article, Author, Comment, Tag } from '../../sample-app/models'
import { seed } from '../../sample-app/seed/seed'
import { openGazette } from './gazette'

const opened: Application[] = []
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close()
})

async function open(...args: Parameters<typeof openGazette>): Promise<Application> {
  const app = await openGazette(...args)
  opened.push(app)
  return app
}

it('makes 5,000 articles and 20,000 comments', async () => {
  await open({ articles: 5_000, comments: 20_000 })
  const counts = [Author.count(), Tag.count(), Article.count(), Comment.count()]
  expect(await Promise.all(counts)).toEqual([40, 30, 5_000, 20_000])
}, 60_000)

it('does nothing to a database that has authors', async () => {
  const app = await open({ articles: 10, comments: 10 })
  expect(await seed(app.database!, { articles: 10, comments: 10 })).toBe(false)
  expect(await Article.count()).toBe(10)
})

it('makes the same articles each time', async () => {
  const titles = []
  for (let time = 0; time < 2; time++) {
    await open({ articles: 5, comments: 0 })
    titles.push((await newestArticles()).map(({ title, tags }) => [title, tags.length]))
  }
  expect(titles[0]).toEqual(titles[1])
})

it('numbers comments in the order in which they were written', async () => {
  await open({ articles: 5, comments: 40 })
  const dates = (await Comment.all().orderBy('id')).map(({ createdAt }) => createdAt.getTime())
  expect(dates).toEqual([...dates].sort((a, b) => a - b))
})
