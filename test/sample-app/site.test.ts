import type { Application } from 'nuages'
import { slugify } from '../../sample-app/articles/slugify'
import { logSlowRequests } from '../../sample-app/middleware/slow-requests'
import { numbersAround } from '../../sample-app/site/page-links'
import { BROWSER, openGazette } from './gazette'

let app: Application
beforeAll(async () => {
  app = await openGazette({ articles: 3, comments: 0 })
})
afterAll(() => app.close())

it.each(['/', '/none', '/api/articles/', '/static/cloud.svg'])('times %s', async (url) => {
  const { headers } = await app.inject(url)
  expect(headers['server-timing']).toMatch(/^app;dur=\d+\.\d$/)
})

it('lets pages run nothing but files of its own', async () => {
  const { headers, body } = await app.inject({ url: '/', headers: BROWSER })
  expect(headers['content-security-policy']).toContain("default-src 'self'")
  expect(body).not.toMatch(/<style|style="|<script>| on\w+="/)
})

it('tells crawlers and watchers what they want to know', async () => {
  const robots = await app.inject('/robots.txt')
  expect(robots.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(robots.body).toContain('User-agent: *\n')
  expect((await app.inject('/health')).json()).toEqual({ status: 'ok' })
})

it('has no link that leads nowhere', async () => {
  const links = new Set<string>()
  for (const page of ['/', '/authors/', '/tags/']) {
    const { body } = await app.inject(page)
    for (const [, link] of body.matchAll(/(?:href|src)="(\/[^"#]*)/g)) links.add(link!)
  }
  const broken: string[] = []
  for (const link of links) if ((await app.inject(link)).statusCode >= 400) broken.push(link)
  expect(links.size).toBeGreaterThan(70)
  expect(broken).toEqual([])
})

it('logs requests that take too long', async () => {
  const warnings: string[] = []
  const log = { warn: (_facts: object, message: string) => void warnings.push(message) }
  const stop = logSlowRequests(log, -1)
  await app.inject('/health')
  await stop()
  await app.inject('/robots.txt')
  expect(warnings).toEqual([expect.stringMatching(/^\/health took \d+ ms$/)])
})

it.each([
  [1, 1, '1'],
  [1, 2, '1 2'],
  [1, 250, '1 2 gap 250'],
  [4, 250, '1 2 3 4 5 gap 250'],
  [5, 250, '1 gap 4 5 6 gap 250'],
  [250, 250, '1 gap 249 250']
])('links from page %i of %i to %s', (current, pages, expected) =>
  expect(numbersAround(current, pages).join(' ')).toBe(expected)
)

it.each([
  ['Ünder the Bridge, again!', 'under-the-bridge-again'],
  ['The tenants’ union', 'the-tenants-union'],
  ['--a--', 'a'],
  ['雲', '']
])('makes %s the slug "%s"', (title, slug) => expect(slugify(title)).toBe(slug))
