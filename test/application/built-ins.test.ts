import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import {
  condition,
  createApp,
  FileResponse,
  HttpResponse,
  path,
  Use,
  Controller,
  Route,
  type AppSettings,
  type Application
} from 'nuages'

const LONG = 'nuages '.repeat(500)
let app: Application

async function start(settings: AppSettings): Promise<Application> {
  app = await createApp({
    database: false,
    urls: [
      path('long', () => new HttpResponse(LONG), { name: 'long' }),
      path('short', () => ({ a: 1 }), { name: 'short' }),
      path('private', () => new HttpResponse('x', { headers: { 'Cache-Control': 'no-store' } }), {
        name: 'private'
      }),
      path('file', () => new FileResponse(__filename), { name: 'file' })
    ],
    ...settings
  })
  return app
}

afterEach(() => app.close())

describe('security headers', () => {
  it.each(['/short', '/nowhere'])('stand on every response, %s too', async (url) => {
    const { headers } = await (await start({})).inject(url)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY'
    })
    expect(headers).not.toHaveProperty('strict-transport-security')
  })

  it('are switched off by a setting', async () => {
    expect((await (await start({ security: false })).inject('/short')).headers).not.toHaveProperty(
      'x-frame-options'
    )
  })
})

describe('cross-origin requests', () => {
  const cors = { origin: ['https://friend.example'] }
  const origin = 'https://friend.example'

  it('are allowed for the origins in the settings only', async () => {
    await start({ cors })
    const ours = await app.inject({ url: '/short', headers: { origin } })
    const other = await app.inject({ url: '/short', headers: { origin: 'https://evil.example' } })
    expect([ours, other].map(({ headers }) => headers['access-control-allow-origin'])).toEqual([
      origin,
      undefined
    ])
  })

  it('are asked for by a preflight, which no route answers', async () => {
    await start({ cors })
    const headers = { origin, 'access-control-request-method': 'PUT' }
    const response = await app.inject({ method: 'OPTIONS', url: '/short', headers })
    expect([response.statusCode, response.headers['access-control-allow-methods']]).toEqual([
      204,
      'GET, HEAD, POST, PUT, PATCH, DELETE'
    ])
  })

  it('are refused for a host that is not ours', async () => {
    await start({ cors })
    const headers = { origin, host: 'evil.example', 'access-control-request-method': 'PUT' }
    expect((await app.inject({ method: 'OPTIONS', url: '/short', headers })).statusCode).toBe(400)
  })

  it('leave a plain OPTIONS to the route', async () => {
    await start({ cors })
    const response = await app.inject({ method: 'OPTIONS', url: '/short' })
    expect([response.statusCode, response.headers.allow]).toEqual([
      200,
      'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
    ])
  })
})

describe('compression', () => {
  it.each([
    ['gzip', 'gzip', gunzipSync],
    ['br', 'gzip, br', brotliDecompressSync]
  ])('answers in %s', async (encoding, accepted, decode) => {
    await start({ compression: true })
    const response = await app.inject({ url: '/long', headers: { 'accept-encoding': accepted } })
    expect([response.headers['content-encoding'], response.headers.vary]).toEqual([
      encoding,
      'accept-encoding'
    ])
    expect(decode(response.rawPayload).toString()).toBe(LONG)
  })

  it.each(['gzip;q=0', 'gzip;q=0, br;q=0', 'identity', ''])(
    'honours Accept-Encoding: %s',
    async (accepted) => {
      await start({ compression: true })
      const response = await app.inject({ url: '/long', headers: { 'accept-encoding': accepted } })
      expect([response.headers['content-encoding'], response.body]).toEqual([undefined, LONG])
    }
  )

  it('makes the ETag of a compressed response weak', async () => {
    await start({ compression: true, conditionalGet: true })
    const response = await app.inject({ url: '/long', headers: { 'accept-encoding': 'gzip' } })
    expect(response.headers.etag).toMatch(/^W\/"/)
    const again = await app.inject({
      url: '/long',
      headers: { 'accept-encoding': 'gzip', 'if-none-match': response.headers.etag as string }
    })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })
})

describe('conditional GET', () => {
  it('answers 304 to who has it already, with the headers that caches need', async () => {
    await start({ conditionalGet: true })
    const { headers } = await app.inject('/short')
    const again = await app.inject({
      url: '/short',
      headers: { 'if-none-match': headers.etag as string }
    })
    expect([again.statusCode, again.headers.etag, again.body]).toEqual([304, headers.etag, ''])
    expect(again.headers).not.toHaveProperty('content-length')
  })

  it('answers 412 where the client asks for another version', async () => {
    await start({ conditionalGet: true })
    const response = await app.inject({ url: '/short', headers: { 'if-match': '"old"' } })
    expect([response.statusCode, response.json().code]).toEqual([412, 'HTTP_PRECONDITION_FAILED'])
  })

  it('gives no ETag to what may not be stored', async () => {
    expect(
      (await (await start({ conditionalGet: true })).inject('/private')).headers
    ).not.toHaveProperty('etag')
  })

  it('leaves the validators of a file alone', async () => {
    await start({ conditionalGet: true })
    const { headers } = await app.inject('/file')
    const again = await app.inject({
      url: '/file',
      headers: { 'if-none-match': headers.etag as string }
    })
    expect(again.statusCode).toBe(304)
  })
})

describe('condition()', () => {
  const calls = jest.fn()
  @Route('/versioned')
  class VersionedController extends Controller {
    @Use(condition({ etag: () => 'v1', lastModified: () => new Date('2026-01-02T03:04:05Z') }))
    @Route('/', { methods: ['GET', 'PUT'] })
    show() {
      calls()
      return 'body'
    }
  }
  beforeEach(() => calls.mockClear())

  it.each([
    ['GET', { 'if-none-match': '"v1"' }, 304, 0],
    ['GET', { 'if-none-match': '"v0"' }, 200, 1],
    ['GET', { 'if-modified-since': 'Fri, 02 Jan 2026 03:04:05 GMT' }, 304, 0],
    ['PUT', { 'if-match': '"v0"' }, 412, 0],
    ['PUT', { 'if-match': '"v1"' }, 200, 1]
  ])('answers %s with %j by %i, before the action runs', async (method, headers, status, times) => {
    await start({ controllers: [VersionedController], urls: [] })
    const response = await app.inject({ method: method as 'GET', url: '/versioned/', headers })
    expect([response.statusCode, calls.mock.calls.length]).toEqual([status, times])
    if (method === 'GET') expect(response.headers.etag).toBe('"v1"')
  })
})

describe('request ids', () => {
  it('are made anew and sent', async () => {
    await start({ requestId: true })
    const [a, b] = [
      await app.inject('/short'),
      await app.inject({ url: '/short', headers: { 'x-request-id': 'mine' } })
    ]
    expect(a.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(b.headers['x-request-id']).not.toBe('mine')
  })

  it.each([
    ['mine-1', 'mine-1'],
    ['<script>', expect.stringMatching(/^[0-9a-f-]{36}$/)]
  ])('are the client’s where it is trusted: %s', async (given, expected) => {
    await start({ requestId: { trustClient: true } })
    expect(
      (await app.inject({ url: '/short', headers: { 'x-request-id': given } })).headers[
        'x-request-id'
      ]
    ).toEqual(expected)
  })
})
