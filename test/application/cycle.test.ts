import { Body, Controller, Cookie, Get, Header, Param, Post, Query, Res, Route } from 'nuages'
import {
  createApp,
  html,
  HttpRequest,
  HttpResponse,
  JsonResponse,
  path,
  type Application
} from 'nuages'

const BODY = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string', minLength: 2 }, stars: { type: 'integer', default: 3 } }
}

@Route('/things')
class ThingController extends Controller {
  @Get('/text') text() {
    return '<b>plain</b>'
  }
  @Get('/page') page() {
    return html`<b>${'<'}</b>`
  }
  @Get('/object') object() {
    return { at: new Date(0), big: 12345678901234567890n, list: [1, null] }
  }
  @Get('/later') async later() {
    return [1, 2]
  }
  @Get('/nothing') nothing() {}
  @Get('/null') none() {
    return null
  }
  @Get('/bytes') bytes() {
    return Buffer.from([1, 2])
  }
  @Get('/stream') async *stream() {
    yield 'a'
    yield 'b'
  }
  @Get('/response') response() {
    return new HttpResponse('<p>hi</p>', { status: 201, headers: { 'X-Own': 'yes' } })
  }
  @Get('/created', { status: 201 }) created() {
    return { ok: true }
  }
  @Get('/reply') reply(@Res() reply: { send(value: unknown): unknown }) {
    return reply.send({ by: 'reply' })
  }
  @Get('/<int:id>') show(_request: HttpRequest, { id }: { id: number }) {
    return { id, type: typeof id }
  }
  @Get('/shaped', { returns: { type: 'object', properties: { id: { type: 'integer' } } } })
  shaped() {
    return { id: 1, secret: 'never' }
  }
  @Get('/shaped-response', { returns: { type: 'object', properties: { id: { type: 'integer' } } } })
  shapedResponse() {
    return new JsonResponse({ id: 1, secret: 'never' }, { status: 203 })
  }
  @Get('/arguments/<slug:name>') args(
    @Param('name') name: string,
    @Query('page') page: number,
    @Header('X-Deep') deep: boolean,
    @Cookie('flavour') flavour: string
  ) {
    return { name, page, deep, flavour }
  }
  @Post('/', { status: 201 }) create(@Body(BODY) body: { title: string; stars: number }) {
    return body
  }
}

@Route('/verbs')
class VerbController extends Controller {
  get() {
    return 'got'
  }
  delete() {
    return 'gone'
  }
}

function hello(_request: HttpRequest) {
  return new HttpResponse('Hello, World!')
}

let app: Application
beforeAll(async () => {
  app = await createApp({
    controllers: [ThingController, VerbController],
    urls: [path('hello/', hello, { name: 'hello' })],
    database: false
  })
})
afterAll(() => app.close())

it.each([
  ['text as plain text', '/things/text', 200, 'text/plain; charset=utf-8', '<b>plain</b>'],
  ['a page', '/things/page', 200, 'text/html; charset=utf-8', '<b>&lt;</b>'],
  [
    'an object as JSON',
    '/things/object',
    200,
    'application/json; charset=utf-8',
    '{"at":"1970-01-01T00:00:00.000Z","big":"12345678901234567890","list":[1,null]}'
  ],
  ['a promise', '/things/later', 200, 'application/json; charset=utf-8', '[1,2]'],
  ['null as JSON', '/things/null', 200, 'application/json; charset=utf-8', 'null'],
  ['bytes', '/things/bytes', 200, 'application/octet-stream', '\u0001\u0002'],
  ['a generator as a stream', '/things/stream', 200, 'application/octet-stream', 'ab'],
  ['a response', '/things/response', 201, 'text/html; charset=utf-8', '<p>hi</p>'],
  [
    'the status of the route',
    '/things/created',
    201,
    'application/json; charset=utf-8',
    '{"ok":true}'
  ],
  [
    'what the reply sent',
    '/things/reply',
    200,
    'application/json; charset=utf-8',
    '{"by":"reply"}'
  ],
  [
    'only what the schema names',
    '/things/shaped',
    200,
    'application/json; charset=utf-8',
    '{"id":1}'
  ],
  [
    'a JSON response in the shape of the route',
    '/things/shaped-response',
    203,
    'application/json; charset=utf-8',
    '{"id":1}'
  ],
  [
    'a path parameter as a number',
    '/things/7',
    200,
    'application/json; charset=utf-8',
    '{"id":7,"type":"number"}'
  ],
  ["a class's own path", '/verbs', 200, 'text/plain; charset=utf-8', 'got'],
  ['a function of a URLconf', '/hello/', 200, 'text/html; charset=utf-8', 'Hello, World!']
])('answers with %s', async (_case, url, status, type, body) => {
  const response = await app.inject(url)
  expect([response.statusCode, response.headers['content-type'], response.body]).toEqual([
    status,
    type,
    body
  ])
})

it('answers 204 with nothing', async () => {
  const { statusCode, headers, body } = await app.inject('/things/nothing')
  expect([statusCode, headers['content-type'], headers['content-length'], body]).toEqual([
    204,
    undefined,
    undefined,
    ''
  ])
})

it('reads arguments from path, query, header and cookie', async () => {
  const response = await app.inject({
    url: '/things/arguments/a-b?page=1&page=2',
    headers: { 'x-deep': 'true', cookie: 'flavour=oat' }
  })
  expect(response.json()).toEqual({ name: 'a-b', page: 2, deep: true, flavour: 'oat' })
})

it('answers 400 to a query parameter of another type', async () => {
  const response = await app.inject('/things/arguments/a-b?page=two')
  expect(response.statusCode).toBe(400)
  expect(response.json()).toMatchObject({ errors: [{ path: 'page', message: 'must be a number' }] })
})

it('validates a JSON body and fills in defaults', async () => {
  const response = await app.inject({ method: 'POST', url: '/things/', payload: { title: 'ab' } })
  expect([response.statusCode, response.json()]).toEqual([201, { title: 'ab', stars: 3 }])
})

it.each([
  ['a missing field', { stars: 1 }, { path: 'title', message: 'is required' }],
  [
    'a type that JSON does not convert',
    { title: 'ab', stars: '4' },
    { path: 'stars', message: 'must be integer' }
  ]
])('answers 422 to %s', async (_case, payload, error) => {
  const response = await app.inject({ method: 'POST', url: '/things/', payload })
  expect(response.statusCode).toBe(422)
  expect(response.json().errors).toMatchObject([error])
})

it('converts the fields of a form', async () => {
  const response = await app.inject({
    method: 'POST',
    url: '/things/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'title=ab&stars=4'
  })
  expect(response.json()).toEqual({ title: 'ab', stars: 4 })
})

it.each([
  ['no body', undefined, undefined, 400, 'HTTP_BODY_MISSING'],
  ['text', 'text/plain', 'hello', 415, 'HTTP_UNSUPPORTED_MEDIA_TYPE']
])(
  'answers %s with a clear error where a body is asked for',
  async (_case, type, payload, status, code) => {
    const headers = type === undefined ? {} : { 'content-type': type }
    const response = await app.inject({ method: 'POST', url: '/things/', headers, payload })
    expect([response.statusCode, response.json().code]).toEqual([status, code])
  }
)

it('validates with a schema that refers to itself', async () => {
  const tree = {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, child: { $ref: '#' } }
  }
  @Route('/trees')
  class TreeController extends Controller {
    @Post('/') create(@Body(tree) body: unknown) {
      return body
    }
  }
  const trees = await createApp({ controllers: [TreeController], database: false })
  const payload = { name: 'a', child: { name: 'b', child: {} } }
  const response = await trees.inject({ method: 'POST', url: '/trees/', payload })
  expect([response.statusCode, response.json().errors]).toMatchObject([
    422,
    [{ path: 'child.child.name' }]
  ])
  await trees.close()
})
