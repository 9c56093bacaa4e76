import {
  Controller,
  createApp,
  Get,
  path,
  Post,
  Route,
  type Application,
  type HttpRequest
} from 'nuages'

@Route('/articles')
class ArticleController extends Controller {
  @Get('/') list() {
    return 'list'
  }
  @Post('/') create() {
    return 'created'
  }
  @Get('/<int:id>') byId(_request: HttpRequest, { id }: { id: number }) {
    return `id ${id}`
  }
  @Get('/<slug:slug>') bySlug(_request: HttpRequest, { slug }: { slug: string }) {
    return `slug ${slug}`
  }
  @Get('/latest') latest() {
    return 'latest'
  }
  @Get('/<path:rest>') rest(_request: HttpRequest, { rest }: { rest: string }) {
    return `path ${rest}`
  }
}

let app: Application
beforeAll(async () => {
  app = await createApp({
    controllers: [ArticleController],
    urls: [
      path('only/<int:id>/', (_request, { id }) => `only ${id}`, {
        name: 'only',
        methods: ['GET', 'POST']
      })
    ],
    database: false,
    development: false,
    allowedHosts: ['localhost']
  })
})
afterAll(() => app.close())

it.each([
  ['a literal before parameters', '/articles/latest', 'latest'],
  ['the first converter that accepts', '/articles/7', 'id 7'],
  ['the next converter where one refuses', '/articles/seven', 'slug seven'],
  ['a path where segments refuse', '/articles/a.b', 'path a.b'],
  ['a path of several segments', '/articles/a/b', 'path a/b'],
  [
    'an integer beyond 2^53 by the next route, never rounded',
    '/articles/9007199254740993',
    'slug 9007199254740993'
  ],
  ['a decoded slash inside one segment', '/articles/a%2Fb', 'path a/b']
])('matches %s', async (_case, url, body) => {
  expect((await app.inject(url)).body).toBe(body)
})

it.each([
  ['an unknown path', 'GET', '/nowhere', 404, undefined],
  ['a value that no converter takes', 'GET', '/only/x/', 404, undefined],
  ['another method on a known path', 'DELETE', '/articles/', 405, 'GET, HEAD, POST, OPTIONS'],
  ['another method on a path with parameters', 'PUT', '/only/3/', 405, 'GET, HEAD, POST, OPTIONS'],
  ['a method that no route has', 'TRACE', '/articles/', 405, 'GET, HEAD, POST, OPTIONS']
])('answers %s', async (_case, method, url, status, allow) => {
  const response = await app.inject({ method: method as 'GET', url })
  expect([response.statusCode, response.headers.allow]).toEqual([status, allow])
  expect(response.json()).toMatchObject({ status, type: 'about:blank' })
})

it('answers OPTIONS with Allow and no body', async () => {
  const { statusCode, headers, body } = await app.inject({ method: 'OPTIONS', url: '/articles/' })
  expect([statusCode, headers.allow, headers['content-length'], body]).toEqual([
    200,
    'GET, HEAD, POST, OPTIONS',
    '0',
    ''
  ])
})

it('answers HEAD like GET, without the body', async () => {
  const { statusCode, headers, body } = await app.inject({
    method: 'HEAD',
    url: '/articles/latest'
  })
  expect([statusCode, headers['content-length'], body]).toEqual([200, '6', ''])
})

it('answers HEAD by the same route as GET, unless a path has its own', async () => {
  const heads = await createApp({
    urls: [
      path('<int:id>', () => 'int', { name: 'int', methods: ['GET'], unused: ['id'] }),
      path('<slug:s>', () => 'get', { name: 'get', methods: ['GET'], unused: ['s'] }),
      path('<slug:s>', () => 'own head', { name: 'head', methods: ['HEAD'], unused: ['s'] })
    ],
    database: false
  })
  const lengths = await Promise.all(
    ['/5', '/five'].map(
      async (url) => (await heads.inject({ method: 'HEAD', url })).headers['content-length']
    )
  )
  expect(lengths).toEqual(['3', '8'])
  await heads.close()
})

it.each([
  ['GET', '/articles?page=2', 301, '/articles/?page=2'],
  ['POST', '/only/3', 308, '/only/3/']
])('sends %s %s to the path with a slash', async (method, url, status, location) => {
  const response = await app.inject({ method: method as 'GET', url })
  expect([response.statusCode, response.headers.location]).toEqual([status, location])
})

it('keeps a slash redirect on this host', async () => {
  const evil = await createApp({
    urls: [path('<path:all>/', () => 'x', { name: 'all', unused: ['all'] })],
    database: false
  })
  const { headers } = await evil.inject('//evil.example')
  expect(headers.location ?? '').not.toMatch(/^\/\//)
  await evil.close()
})

it('answers 404 with a page to a browser', async () => {
  const { headers, body } = await app.inject({
    url: '/<script>',
    headers: { accept: 'text/html,*/*;q=0.8' }
  })
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(body).not.toContain('<script>')
})

it('lists the tried routes in development only', async () => {
  const development = await createApp({
    controllers: [ArticleController],
    database: false,
    development: true
  })
  const headers = { accept: 'text/html' }
  expect((await development.inject({ url: '/nowhere', headers })).body).toContain(
    '/articles/&lt;slug:slug&gt;'
  )
  expect((await app.inject({ url: '/nowhere', headers })).body).not.toContain('slug')
  await development.close()
})
