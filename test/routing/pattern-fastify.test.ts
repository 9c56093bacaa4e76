import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import fastify, { type FastifyInstance } from 'fastify'
import { compilePattern } from '../../src/routing/pattern'

const PATHS = [
  '/café/',
  '/a b/100%/(x)',
  '/users/@me',
  '/items/<int:id>',
  '/tags/<tag>',
  '/files/<path:file>',
  '/<int:year>-<slug:title>/',
  '/<constructor>/<toString>/end'
]

describe("through Fastify's router", () => {
  let app: FastifyInstance
  beforeAll(async () => {
    app = fastify({ routerOptions: { maxParamLength: 10_000 } })
    for (const { shape, isSimple, convert, match, source } of PATHS.map(bound)) {
      app.get(shape, async (request) => {
        const raw = request.params as Record<string, string>
        return { source, values: (isSimple ? convert(raw) : match(request.url)) ?? null }
      })
    }
    await app.listen({ port: 0 })
  })
  afterAll(() => app.close())

  // `fetch` would remove dot segments; this sends what it is given
  const ask = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const { port } = app.server.address() as AddressInfo
      get({ port, path, agent: false }, (response) => resolve(text(response))).on('error', reject)
    })

  it.each<[string, string, object | null]>([
    ['/caf%C3%A9/', '/café/', {}],
    ['/caf%c3%a9/', '/café/', {}],
    ['/a%20b/100%25/(x)', '/a b/100%/(x)', {}],
    ['/users/@me', '/users/@me', {}],
    ['/users/%40me', '/users/@me', {}],
    ['/users/you', '/users/@me', null],
    ['/items/7', '/items/<int:id>', { id: 7 }],
    ['/items/7?x=1', '/items/<int:id>', { id: 7 }],
    ['/items/7%0A', '/items/<int:id>', null],
    ['/items/', '/items/<int:id>', null],
    ['/tags/a%2Fb', '/tags/<tag>', { tag: 'a/b' }],
    ['/tags/%2e%2e', '/tags/<tag>', { tag: '..' }],
    ['/tags/%2541', '/tags/<tag>', { tag: '%41' }],
    ['/tags/%00', '/tags/<tag>', { tag: '\0' }],
    [`/tags/${'x'.repeat(5000)}`, '/tags/<tag>', { tag: 'x'.repeat(5000) }],
    ['/files/a%2Fb/../c', '/files/<path:file>', { file: 'a/b/../c' }],
    ['/files//', '/files/<path:file>', { file: '/' }],
    ['/files/', '/files/<path:file>', null],
    ['/2020-a-b/', '/<int:year>-<slug:title>/', { year: 2020, title: 'a-b' }],
    ['/x/y/end', '/<constructor>/<toString>/end', { constructor: 'x', toString: 'y' }]
  ])('%.30s is %s', async (path, source, values) => {
    expect(JSON.parse(await ask(path))).toEqual({ source, values })
  })
})

function bound(source: string) {
  const pattern = compilePattern(source)
  const { shape, isSimple } = pattern
  return { source, shape, isSimple, convert: pattern.convert, match: pattern.match.bind(pattern) }
}
