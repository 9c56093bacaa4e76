import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Application } from 'nuages'
import { Article } from '../../sample-app/models'
import { STATIC_FOLDER } from '../../sample-app/settings'
import { openGazette } from './gazette'

let app: Application
let article: Article
beforeAll(async () => {
  app = await openGazette({ articles: 3, comments: 0 })
  article = await Article.all().with('author').get({ id: 1 })
})
afterAll(() => app.close())

const PRESS_KIT = readFileSync(join(STATIC_FOLDER, 'press-kit.txt'), 'utf8')

it('offers an article as a text file', async () => {
  const { slug, title, body } = article
  const response = await app.inject(app.url('download.show', { slug }))
  expect(response.headers['content-disposition']).toBe(`attachment; filename="${slug}.txt"`)
  expect(response.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(response.body.startsWith(`${title}\n===`)).toBe(true)
  expect(response.body).toContain(body)
})

it.each([
  ['an article', () => app.url('download.show', { slug: article.slug })],
  ['the press kit', () => '/press-kit']
])('sends a part of %s', async (_case, path) => {
  const whole = await app.inject(path())
  const part = await app.inject({ url: path(), headers: { range: 'bytes=4-9' } })
  expect([part.statusCode, part.rawPayload]).toEqual([206, whole.rawPayload.subarray(4, 10)])
  const size = whole.rawPayload.length
  expect(part.headers['content-range']).toBe(`bytes 4-9/${size}`)
  const beyond = await app.inject({ url: path(), headers: { range: 'bytes=999999-' } })
  expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${size}`])
})

it('serves the press kit, whole or not at all', async () => {
  const { headers, body } = await app.inject('/press-kit')
  expect(body).toBe(PRESS_KIT)
  const again = await app.inject({
    url: '/press-kit',
    headers: { 'if-none-match': headers.etag as string }
  })
  expect(again.statusCode).toBe(304)
})

it.each([
  ['gazette.css', 'text/css; charset=utf-8'],
  ['live-comments.js', 'text/javascript; charset=utf-8'],
  ['cloud.svg', 'image/svg+xml']
])('serves /static/%s', async (file, type) => {
  const { statusCode, headers } = await app.inject(`/static/${file}`)
  expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    type,
    'public, max-age=300'
  ])
})

it.each([
  '../settings.ts',
  '%2e%2e/settings.ts',
  '..%2fsettings.ts',
  '..%5csettings.ts',
  '/etc/passwd'
])('finds no /static/%s', async (path) => {
  const { statusCode, body } = await app.inject(`/static/${path}`)
  expect([statusCode, body.includes('AppSettings')]).toEqual([404, false])
})

it('answers 404 to the file of an article that is not there', async () => {
  expect((await app.inject('/articles/none/download')).statusCode).toBe(404)
})
