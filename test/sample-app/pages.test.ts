import type { Application } from 'nuages'
import { newestArticles } from '../../sample-app/articles/article-lists'
import { Article, Comment, Tag } from '../../sample-app/models'
import { BROWSER, openGazette } from './gazette'

let app: Application
let newest: Article
beforeAll(async () => {
  app = await openGazette()
  newest = (await newestArticles().first())!
})
afterAll(() => app.close())

const get = (url: string) => app.inject({ url, headers: BROWSER })
const countOf = (text: string, part: string) => text.split(part).length - 1

it.each([
  ['/', 'All articles'],
  ['/most-discussed/', 'Most discussed'],
  ['/authors/', 'Authors'],
  ['/tags/', 'Tags']
])('shows %s as a page', async (url, title) => {
  const { statusCode, headers, body } = await get(url)
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(body).toContain(`<title>${title} · The Nuages Gazette</title>`)
})

it.each([
  ['/', 20, undefined, '/?page=2'],
  ['/?page=2', 20, '/?page=1', '/?page=3'],
  ['/?page=3', 5, '/?page=2', undefined]
])('cuts the list at %s', async (url, cards, previous, next) => {
  const { body } = await get(url)
  expect(countOf(body, 'class="card"')).toBe(cards)
  expect(/rel="prev" href="([^"]*)"/.exec(body)?.[1]).toBe(previous)
  expect(/rel="next" href="([^"]*)"/.exec(body)?.[1]).toBe(next)
})

it.each(['0', '-1', 'abc', '1.5', '', '4', '99999999999999999999'])(
  'has no page "%s"',
  async (page) => {
    const { statusCode, body } = await get(`/?page=${page}`)
    expect(statusCode).toBe(404)
    expect(body).toContain('Lost in the clouds')
  }
)

it('begins with the newest article', async () => {
  const { body } = await get('/')
  expect(/<h2><a href="([^"]*)">/.exec(body.replace(/\s+</g, '<'))?.[1]).toBe(
    `/articles/${newest.slug}/`
  )
})

it('shows an article with its author, tags and paragraphs', async () => {
  const { statusCode, body } = await get(app.url('article.show', { slug: newest.slug }))
  expect(statusCode).toBe(200)
  expect(body).toContain(`href="/authors/${newest.author.slug}/"`)
  for (const { slug } of newest.tags) expect(body).toContain(`href="/tags/${slug}/"`)
  for (const part of newest.body.split('\n\n')) expect(body).toContain(`<p>${part}</p>`)
})

it('lists the articles with comments, the most discussed first', async () => {
  const { body } = await get('/most-discussed/')
  const counts = [...body.matchAll(/>(\d+) comments?</g)].map(([, count]) => Number(count))
  expect(counts).toHaveLength(20)
  expect(counts).toEqual([...counts].sort((a, b) => b - a))
  const [, slug] = /<h2><a href="\/articles\/([^/]*)\/">/.exec(body)!
  expect(await Comment.count({ article: { slug: slug! } })).toBe(counts[0])
})

it('counts the articles with each tag', async () => {
  const { body } = await get('/tags/')
  for (const tag of await Tag.all()) {
    const count = await Article.count({ tags: { some: { id: tag.id } } })
    expect(body).toContain(`${tag.name} <span class="count">${count}</span>`)
  }
})

it('counts who reads an article', async () => {
  const path = app.url('article.show', { slug: newest.slug })
  const { views } = await Article.get({ id: newest.id })
  expect((await get(path)).body).toContain(`>${views + 1} view`)
  expect((await get(path)).body).toContain(`>${views + 2} views<`)
  await app.inject({ method: 'HEAD', url: '/articles/none/' })
  expect((await Article.get({ id: newest.id })).views).toBe(views + 2)
})

it('lists the articles of an author', async () => {
  const { body } = await get(app.url('author.show', { slug: newest.author.slug }))
  const written = await Article.count({ author: newest.author })
  expect(body).toContain(`>${written} articles<`)
  expect(countOf(body, 'class="card"')).toBe(Math.min(12, written))
})

it('lists the articles with a tag, each with all of its tags', async () => {
  const { slug } = await Tag.get({ id: newest.tags[0]!.id })
  const { body } = await get(app.url('tag.show', { slug }))
  const cards = body.split('class="card"').slice(1)
  expect(cards.length).toBeGreaterThan(0)
  for (const card of cards) expect(card).toContain(`href="/tags/${slug}/"`)
  expect(countOf(cards[0]!, 'href="/tags/')).toBe(newest.tags.length)
})

it.each(['/articles/none/', '/authors/none/', '/tags/none/', '/none', '/static/none.css'])(
  'answers 404 to %s, with a page of its own for people',
  async (url) => {
    const [page, problem] = [await get(url), await app.inject(url)]
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, expect.any(String)])
    expect(page.body).toContain('Lost in the clouds')
    expect(problem.headers['content-type']).toMatch('application/problem+json')
    expect(problem.json()).toMatchObject({ status: 404, title: 'Not Found' })
  }
)

it.each([
  ['/articles', '/articles/'],
  ['/articles/', '/'],
  ['/authors', '/authors/']
])('leads from %s to %s', async (url, location) => {
  const response = await get(url)
  expect([response.statusCode, response.headers.location]).toEqual([301, location])
})
