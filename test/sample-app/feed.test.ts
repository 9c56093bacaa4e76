import type { Application } from 'nuages'
import { Article } from '../../sample-app/models'
import { openGazette } from './gazette'

let app: Application
beforeAll(async () => {
  app = await openGazette({ articles: 25, comments: 0 })
})
afterAll(() => app.close())

/** The names of elements that are opened and never closed, or closed and never opened. */
function unbalanced(xml: string): string[] {
  const open: string[] = []
  for (const [, slash, name, , empty] of xml.matchAll(
    /<(\/?)([\w:]+)((?:[^"<>]|"[^"<]*")*?)(\/?)>/g
  )) {
    if (slash === '' && empty === '') open.push(name!)
    else if (slash !== '' && open.at(-1) === name) open.pop()
    else if (slash !== '') open.push(`/${name}`)
  }
  return open
}

const allOf = (xml: string, element: string) =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text]) => text!)

it('is well-formed, with the newest twenty articles', async () => {
  const { headers, body } = await app.inject('/feed.atom')
  expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8')
  expect(body.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<feed ')).toBe(true)
  expect(unbalanced(body.replace(/^<\?.*\?>\n/, ''))).toEqual([])
  expect(body.split('<entry>')).toHaveLength(21)
})

it('has an id and a date for each entry, and its own of the latest', async () => {
  const { body } = await app.inject('/feed.atom')
  const [ids, dates] = [allOf(body, 'id'), allOf(body, 'updated')]
  expect(new Set(ids).size).toBe(21)
  expect(dates).toHaveLength(21)
  expect(dates[0]).toBe([...dates.slice(1)].sort().at(-1))
})

it('links with whole addresses, of the host that was asked', async () => {
  const { body } = await app.inject({ url: '/feed.atom', headers: { host: 'localhost:8123' } })
  const links = [...body.matchAll(/href="([^"]*)"/g)].map(([, link]) => link)
  expect(links).toContain('http://localhost:8123/feed.atom')
  expect(links.filter((link) => !link!.startsWith('http://localhost:8123/'))).toEqual([])
})

it('escapes what is written', async () => {
  const newest = (await Article.all().orderBy('-publishedAt').first())!
  newest.title = 'Salt & <b>pepper</b> ]]>'
  await newest.save()
  const { body } = await app.inject('/feed.atom')
  expect(body).toContain('<title>Salt &amp; &lt;b&gt;pepper&lt;/b&gt; ]]&gt;</title>')
})

it('answers 304 to whoever has it', async () => {
  const { headers } = await app.inject('/feed.atom')
  const again = await app.inject({
    url: '/feed.atom',
    headers: { 'if-none-match': headers.etag as string }
  })
  expect([again.statusCode, again.headers['cache-control'], again.body]).toEqual([
    304,
    'public, max-age=60',
    ''
  ])
})
