import type { FastifyInstance } from 'fastify'
import { signCookie } from '../../src/http/signing'
import { HttpRequest } from '../../src/http/request'
import { exchange, listen } from './raw-socket'
import { createEcho } from './request-app'

const HOST = { host: 'example.com:8000' }

async function read(
  property: (request: HttpRequest) => unknown,
  url = '/',
  headers: Record<string, string> = HOST
): Promise<unknown> {
  return (await createEcho(property).inject({ url, headers })).json().value
}

it.each([
  ['path', '/tags/a%20b?c=d', '/tags/a b'],
  ['path', '/', '/'],
  ['fullPath', '/tags/a%20b?c=%C3%A9', '/tags/a%20b?c=%C3%A9'],
  ['scheme', '/', 'http'],
  ['host', '/', 'example.com:8000'],
  ['hostname', '/', 'example.com'],
  ['port', '/', 8000],
  ['contentType', '/', ''],
  ['contentParams', '/', {}]
] as const)('has %s of %s', async (name, url, expected) =>
  expect(await read((request) => request[name], url)).toEqual(expected)
)

it('has the type of the body and its parameters', async () => {
  const headers = { 'content-type': 'Text/HTML; Charset="x"' }
  expect(await read((r) => [r.contentType, r.contentParams], '/', headers)).toEqual([
    'text/html',
    { charset: 'x' }
  ])
})

it('finds a header by its name in any case, and nothing that was not sent', async () => {
  const headers = { 'X-Cloud': 'cirrus' }
  expect(await read((r) => r.header('x-CLOUD'), '/', headers)).toBe('cirrus')
  expect(await read((r) => r.header('constructor') ?? 'none')).toBe('none')
})

it('says what the client accepts', async () => {
  const headers = { accept: 'text/html, image/*;q=0.5, text/plain;q=0' }
  const ask = (property: (request: HttpRequest) => unknown) => read(property, '/', headers)
  expect(await ask((r) => r.acceptedTypes.map(({ type }) => type))).toEqual([
    'text/html',
    'image/*'
  ])
  expect(await ask((r) => r.accepts('image/png'))).toBe(true)
  expect(await ask((r) => r.accepts('text/plain', 'application/json'))).toBe(false)
  expect(await ask((r) => r.preferredType(['image/png', 'text/html']))).toBe('text/html')
})

describe('absoluteUrl', () => {
  it.each([
    [undefined, 'http://example.com:8000/a/b%20c?d=e'],
    ['/x?y', 'http://example.com:8000/x?y'],
    ['../x', 'http://example.com:8000/x'],
    ['//cdn.example/x', 'http://cdn.example/x'],
    ['https://other.example/x', 'https://other.example/x']
  ])('of %s', async (location, expected) =>
    expect(await read((r) => r.absoluteUrl(location), '/a/b%20c?d=e')).toBe(expected)
  )

  it('takes the scheme that the proxy names', async () => {
    const app = createEcho((request) => request.absoluteUrl('/x'), { proxy: { protocol: true } })
    const headers = { ...HOST, 'x-forwarded-proto': 'https' }
    const response = await app.inject({ url: '/', headers })
    expect(response.json().value).toBe('https://example.com:8000/x')
  })
})

describe('over a socket', () => {
  let app: FastifyInstance
  let port: number
  beforeAll(async () => {
    app = createEcho((r) => [r.path, r.fullPath, r.absoluteUrl(), r.ip])
    port = await listen(app)
  })
  afterAll(() => app.close())

  it('reads the path and the host of an absolute target', async () => {
    const request = 'GET http://Other.example/a?b HTTP/1.1\r\nHost: example.com\r\n\r\n'
    expect(await exchange(port, request)).toContain(
      '["/a","/a?b","http://other.example/a?b","127.0.0.1"]'
    )
  })

  it('does not let a path name another host', async () => {
    const request = 'GET //evil.example/a HTTP/1.1\r\nHost: example.com\r\n\r\n'
    expect(await exchange(port, request)).toContain('"http://example.com/%2Fevil.example/a"')
  })
})

describe('cookies', () => {
  it('reads them by name', async () => {
    const app = createEcho(({ cookies }) => Object.entries(cookies))
    const response = await app.inject({ url: '/', headers: { cookie: 'a=1; __proto__=2' } })
    expect(response.json().value).toEqual([
      ['a', '1'],
      ['__proto__', '2']
    ])
  })

  it('refuses more than the limit', async () => {
    const app = createEcho(({ cookies }) => Object.keys(cookies))
    const response = await app.inject({ url: '/', headers: { cookie: 'a=1;'.repeat(1001) } })
    expect(response.json().code).toBe('HTTP_TOO_MANY_FIELDS')
  })

  it.each([
    ['that was signed', `user=${encodeURIComponent(signCookie('user', 'é.b', ['secret']))}`, 'é.b'],
    ['that was not sent', 'other=1', undefined]
  ])('reads one %s', async (_case, cookie, expected) =>
    expect(await read((r) => r.signedCookie('user'), '/', { cookie })).toBe(expected)
  )

  it('refuses one that was changed', async () => {
    const app = createEcho((request) => request.signedCookie('user', { salt: 'a', maxAge: 60 }))
    const response = await app.inject({ url: '/', headers: { cookie: 'user=eve.k0.abc' } })
    expect(response.statusCode).toBe(400)
    expect(response.json().code).toBe('HTTP_BAD_SIGNATURE')
  })
})

it('asks the application for the path of a route', async () =>
  expect(await read((request) => request.reverse('article.show', 7))).toBe('/article.show/7'))

it('computes a value once', async () => {
  const names = ['searchParams', 'form', 'cookies', 'contentParams', 'signal'] as const
  expect(await read((r) => names.filter((name) => !Object.is(r[name], r[name])))).toEqual([])
})

it('is a class whose instances are the requests', async () => {
  expect(await read((request) => request instanceof HttpRequest)).toBe(true)
  expect(await read((request) => (request.raw as unknown) instanceof HttpRequest)).toBe(false)
  expect((null as unknown) instanceof HttpRequest).toBe(false)
})

it('keeps nothing on a request until it is asked for', async () => {
  const count = (request: HttpRequest) => Object.getOwnPropertySymbols(request).length
  const app = createEcho((request) => {
    const before = count(request)
    void [request.isSecure, request.host, request.ip, request.header('a')]
    return count(request) - before + (request.path === '/' ? count(request) - before : 0)
  })
  expect((await app.inject('/')).json().value).toBe(1)
})
