import type { Application } from 'nuages'
import { Article, Comment } from '../../sample-app/models'
import { openGazette } from './gazette'

let app: Application
beforeAll(async () => {
  app = await openGazette()
})
afterAll(() => app.close())

const send = (method: 'POST' | 'PATCH', url: string, payload: object) =>
  app.inject({ method, url, payload })
const create = (fields: object) =>
  send('POST', '/api/articles/', { title: 'T', body: 'B', author: 'nobody', ...fields })
const someAuthor = async () => (await Article.all().with('author').first())!.author.slug

it('lists articles in pages', async () => {
  const list = (await app.inject('/api/articles/?page=2&limit=20')).json()
  expect(list).toMatchObject({ page: 2, pages: 3, limit: 20, total: 45 })
  expect(list.next).toBe('/api/articles/?page=3&limit=20')
  expect(list.previous).toBe('/api/articles/?page=1&limit=20')
  expect(list.articles).toHaveLength(20)
  expect(list.articles[0]).toMatchObject({
    author: { name: expect.any(String) },
    tags: [{ slug: expect.any(String) }]
  })
  expect(list.articles[0]).not.toHaveProperty('body')
})

it('filters by tag, by author and by both', async () => {
  const { tags, author } = (await Article.all().with('tags', 'author').first())!
  const tag = tags[0]!.slug
  const { articles } = (
    await app.inject(`/api/articles/?limit=100&tag=${tag}&author=${author.slug}`)
  ).json()
  const all = await Article.filter({ author }).with('tags')
  const expected = all.filter((article) => article.tags.some(({ slug }) => slug === tag))
  expect(articles.map(({ id }: Article) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
  const byAuthor = (await app.inject(`/api/articles/?author=${author.slug}`)).json()
  expect(byAuthor.total).toBe(all.length)
})

it.each([
  ['page=0', 400],
  ['page=abc', 400],
  ['limit=101', 400],
  ['tag=No tag', 400],
  ['page=4', 404],
  ['tag=none', 404],
  ['author=none', 404]
])('answers ?%s with %i and a problem', async (query, status) => {
  const response = await app.inject(`/api/articles/?${query}`)
  expect([response.statusCode, response.json().status]).toEqual([status, status])
  expect(response.headers['content-type']).toMatch('application/problem+json')
})

it('creates, changes and deletes an article', async () => {
  const author = await someAuthor()
  const created = await create({ title: 'Über Brücken!', author, tags: ['jazz'] })
  const { location } = created.headers as { location: string }
  expect([created.statusCode, location]).toEqual([201, '/api/articles/uber-brucken/'])
  const changed = await send('PATCH', location, { summary: 'Short.', tags: ['chess', 'rivers'] })
  expect(changed.json()).toMatchObject({ title: 'Über Brücken!', summary: 'Short.' })
  const stored = (await app.inject(location)).json()
  expect(stored.tags.map(({ slug }: { slug: string }) => slug)).toEqual(['chess', 'rivers'])
  expect((await app.inject({ method: 'DELETE', url: location })).statusCode).toBe(204)
  expect((await app.inject(location)).statusCode).toBe(404)
})

it('deletes the comments of an article with it', async () => {
  const { slug } = (await Comment.all().with('article').first())!.article
  const before = await Comment.count()
  await app.inject({ method: 'DELETE', url: `/api/articles/${slug}/` })
  expect(await Comment.count()).toBeLessThan(before)
})

it.each([
  ['no body', { body: undefined }, 'body'],
  ['a title that is no text', { title: 7 }, 'title'],
  ['an empty title', { title: ' ' }, 'title'],
  ['an unknown field', { id: 7 }, 'id'],
  ['an unknown author', {}, 'author'],
  ['a slug with spaces', { slug: 'a b' }, 'slug']
])('refuses an article with %s', async (_case, fields, path) => {
  const response = await create(fields)
  expect([response.statusCode, response.json().errors[0].path]).toEqual([422, path])
})

const WANTED = { title: 'T', body: 'B', author: 'nobody' }

it.each([
  ['the id of a new article', 'POST', '', { ...WANTED, id: 7 }, 'id'],
  ['the id of an article', 'PATCH', 'SLUG/', { id: 7 }, 'id'],
  ['the date of an article', 'PATCH', 'SLUG/', { publishedAt: '2026-01-01' }, 'publishedAt'],
  ['the id of a comment', 'POST', 'SLUG/comments/', { name: 'Ada', body: 'B', id: 7 }, 'id']
] as const)('lets no client set %s', async (_case, method, path, fields, field) => {
  const { slug } = (await Article.all().orderBy('-id').first())!
  const response = await send(method, `/api/articles/${path.replace('SLUG', slug)}`, fields)
  expect([response.statusCode, response.json().errors[0].path]).toEqual([422, field])
})

it('names the tag that it does not know', async () => {
  const response = await create({ author: await someAuthor(), tags: ['jazz', 'none'] })
  expect(response.json().errors).toMatchObject([{ path: 'tags.1', message: 'is not a tag' }])
})

it('answers 409 to a slug that is taken, on the way in and on a change', async () => {
  const [first, second] = await Article.all().orderBy('id').limit(2)
  const { slug } = first!
  expect((await create({ author: await someAuthor(), slug })).statusCode).toBe(409)
  const changed = await send('PATCH', `/api/articles/${second!.slug}/`, { slug })
  expect([changed.statusCode, changed.json().code]).toEqual([409, 'MODEL_UNIQUE'])
})

it('lists and takes comments', async () => {
  const { slug } = (await Article.all().first())!
  const url = `/api/articles/${slug}/comments/`
  const created = await send('POST', url, { name: 'Ada', body: '<b>hi</b>' })
  expect([created.statusCode, created.json()]).toMatchObject([201, { body: '<b>hi</b>' }])
  expect((await app.inject(url)).json().at(-1)).toEqual(created.json())
  expect((await send('POST', url, { name: 'Ada' })).statusCode).toBe(422)
})

it('lists the most discussed articles with the number of their comments', async () => {
  const list = (await app.inject('/api/most-discussed/?limit=5')).json()
  const counts: number[] = list.articles.map(
    (article: { commentCount: number }) => article.commentCount
  )
  expect(counts).toEqual([...counts].sort((a, b) => b - a))
  expect(await Comment.count({ article: list.articles[0].id })).toBe(counts[0])
  expect(list.next).toBe('/api/most-discussed/?limit=5&page=2')
})

it('loses no reader to a change of the article', async () => {
  const article = (await Article.all().first())!
  const path = `/articles/${article.slug}/`
  const requests = Array.from({ length: 10 }, (_, at) => [
    app.inject(path),
    send('PATCH', `/api${path}`, { summary: `Summary ${at}` })
  ])
  await Promise.all(requests.flat())
  expect((await Article.get({ id: article.id })).views).toBe(article.views + 10)
})

it('lists authors and tags', async () => {
  const authors = (await app.inject('/api/authors/')).json()
  expect(authors).toHaveLength(40)
  expect((await app.inject(`/api/authors/${authors[0].slug}/`)).json()).toEqual(authors[0])
  expect((await app.inject('/api/tags/')).json()).toHaveLength(30)
  const jazz = { name: 'Jazz', slug: 'jazz', articleCount: expect.any(Number) }
  expect((await app.inject('/api/tags/jazz/')).json()).toEqual(jazz)
})

it('answers a browser with a problem too', async () => {
  const response = await app.inject({ url: '/api/none', headers: { accept: 'text/html' } })
  expect(response.headers['content-type']).toMatch('application/problem+json')
})
