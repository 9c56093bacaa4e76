import type { AddressInfo } from 'node:net'
import { Body, Controller, createApp, Get, Post, Query, Route } from 'nuages'
import { type Application, type HttpRequest, type HttpResponse, type Middleware } from 'nuages'
import { exchange } from '../http/raw-socket'

const TREE = { $id: 'tree', type: 'object', properties: { next: { $ref: '#' } } }
const JSON_TYPE = 'application/json'
const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data; boundary=b'

@Route('/')
class EchoController extends Controller {
  @Get('/') home() {
    return 'home'
  }
  @Get('/name/<name>') name(_request: HttpRequest, params: { name: string }) {
    return params
  }
  @Get('/query') query(@Query('__proto__') proto: string, @Query('constructor') made: string) {
    return [proto ?? null, made ?? null]
  }
  @Get('/cookies') cookies(request: HttpRequest) {
    return Object.keys(request.cookies)
  }
  @Post('/echo') echo(request: HttpRequest) {
    return { body: request.body, polluted: 'polluted' in {} }
  }
  @Post('/tree') tree(@Body(TREE) _tree: object) {
    return 'grown'
  }
}

const seen: string[] = []
class Recorder implements Middleware {
  processRequest({ method }: HttpRequest): void {
    seen.push(method)
  }
  processResponse(_request: HttpRequest, response: HttpResponse): HttpResponse {
    seen.push(String(response.status))
    return response
  }
}

let app: Application
let port: number

beforeAll(async () => {
  app = await createApp({
    database: false,
    controllers: [EchoController],
    middleware: [Recorder],
    limits: { body: 400_000 }
  })
  await app.listen({ port: 0 })
  port = (app.fastify.server.address() as AddressInfo).port
})
afterAll(() => app.close())
beforeEach(() => void (seen.length = 0))
afterEach(async () => expect(await send('GET / HTTP/1.1')).toMatch(/home$/))

function send(line: string, headers: string[] = ['Host: localhost'], body = ''): Promise<string> {
  return exchange(port, [line, ...headers, '', body].join('\r\n'))
}

function get(target: string, ...headers: string[]): Promise<string> {
  return send(`GET ${target} HTTP/1.1`, ['Host: localhost', ...headers])
}

function post(target: string, type: string, body: string, ...more: string[]): Promise<string> {
  const length = more.length > 0 ? more : [`Content-Length: ${body.length}`]
  const headers = ['Host: localhost', `Content-Type: ${type}`, ...length]
  return send(`POST ${target} HTTP/1.1`, headers, body)
}

const part = (name: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n1\r\n--b--\r\n`
const many = (text: string) => Array(10_000).fill(text).join('&')
const chunked = `${(500_000).toString(16)}\r\n${' '.repeat(500_000)}\r\n0\r\n\r\n`
const nested = (depth: number) => '{"next":'.repeat(depth - 1) + '{}' + '}'.repeat(depth - 1)

const REFUSED: [string, string, () => Promise<string>, string][] = [
  ['an escape that is none in a path', '400', () => get('/name/%zz'), 'HTTP_BAD_REQUEST'],
  ['bytes that are no UTF-8 in a path', '400', () => get('/name/%ff'), 'HTTP_BAD_REQUEST'],
  ['half a surrogate pair in a path', '400', () => get('/name/%ED%A0%80'), 'HTTP_BAD_REQUEST'],
  ['a slash in too many bytes', '400', () => get('/name/%C0%AF'), 'HTTP_BAD_REQUEST'],
  ['an escape that is none in no route', '400', () => get('/none/%zz'), 'HTTP_BAD_REQUEST'],
  ['too many query fields', '400', () => get(`/?${'a&'.repeat(5000)}`), 'HTTP_TOO_MANY_FIELDS'],
  [
    'too many cookies',
    '400',
    () => get('/cookies', `Cookie: ${'a=;'.repeat(3000)}`),
    'HTTP_TOO_MANY_FIELDS'
  ],
  ['too many form fields', '400', () => post('/echo', FORM, many('a=')), 'HTTP_TOO_MANY_FIELDS'],
  [
    '__proto__ in JSON',
    '400',
    () => post('/echo', JSON_TYPE, '{"a":{"__proto__":{"polluted":1}}}'),
    'HTTP_MALFORMED_JSON'
  ],
  [
    'constructor.prototype in JSON',
    '400',
    () => post('/echo', JSON_TYPE, '[{"constructor":{"prototype":{"polluted":1}}}]'),
    'HTTP_MALFORMED_JSON'
  ],
  ['half a JSON', '400', () => post('/echo', JSON_TYPE, '{"a":'), 'HTTP_MALFORMED_JSON'],
  ['Latin-1 as JSON', '400', () => post('/echo', JSON_TYPE, '"\xe9"'), 'HTTP_BODY_NOT_UTF8'],
  ['many brackets', '400', () => post('/echo', JSON_TYPE, '['.repeat(1e5)), 'HTTP_JSON_TOO_DEEP'],
  [
    'a tree over the limit',
    '400',
    () => post('/tree', JSON_TYPE, nested(101)),
    'HTTP_JSON_TOO_DEEP'
  ],
  [
    'a multipart body that is none',
    '400',
    () => post('/echo', MULTIPART, 'no'),
    'HTTP_MALFORMED_MULTIPART'
  ],
  [
    'half a multipart body',
    '400',
    () => post('/echo', MULTIPART, part('a').slice(0, -9)),
    'HTTP_MALFORMED_MULTIPART'
  ],
  [
    'a body that says it is too large',
    '413',
    () => post('/echo', JSON_TYPE, '{}', 'Content-Length: 400001'),
    'HTTP_PAYLOAD_TOO_LARGE'
  ],
  [
    'a body that grows too large',
    '413',
    () => post('/echo', JSON_TYPE, chunked, 'Transfer-Encoding: chunked'),
    'HTTP_PAYLOAD_TOO_LARGE'
  ],
  [
    'a form that grows too large',
    '413',
    () => post('/echo', MULTIPART, chunked, 'Transfer-Encoding: chunked'),
    'HTTP_PAYLOAD_TOO_LARGE'
  ],
  [
    'a type that nobody reads',
    '415',
    () => post('/echo', 'a/b', 'x'),
    'HTTP_UNSUPPORTED_MEDIA_TYPE'
  ],
  ['a type that is none', '415', () => post('/echo', ';;', 'x'), 'HTTP_UNSUPPORTED_MEDIA_TYPE'],
  [
    'a type called __proto__',
    '415',
    () => post('/echo', '__proto__', 'x'),
    'HTTP_UNSUPPORTED_MEDIA_TYPE'
  ],
  [
    'two hosts',
    '400',
    () => send('GET / HTTP/1.1', ['Host: localhost', 'Host: localhost']),
    'HTTP_DISALLOWED_HOST'
  ],
  ['no host', '400', () => send('GET / HTTP/1.0', ['X-A: b']), 'HTTP_DISALLOWED_HOST'],
  ['the host of a target', '400', () => get('http://evil.example/'), 'HTTP_DISALLOWED_HOST'],
  [
    'a method that has no route',
    '405',
    () => send('PROPFIND / HTTP/1.1'),
    'HTTP_METHOD_NOT_ALLOWED'
  ]
]

it.each(REFUSED)('refuses %s with %s behind the middleware', async (_case, status, ask, code) => {
  const response = await ask()
  const [head, body] = response.split('\r\n\r\n') as [string, string]
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(head).toContain('application/problem+json')
  expect(JSON.parse(body)).toMatchObject({ status: Number(status), code })
  expect(seen).toEqual([expect.any(String), status])
})

it.each([
  ['a method that nobody knows', 'FOO / HTTP/1.1', ['Host: localhost'], 400],
  ['a method in lower case', 'get / HTTP/1.1', ['Host: localhost'], 400],
  ['a version to come', 'GET / HTTP/3.1', ['Host: localhost'], 400],
  ['raw bytes in a path', 'GET /\xff HTTP/1.1', ['Host: localhost'], 400],
  ['a negative length', 'POST /echo HTTP/1.1', ['Host: localhost', 'Content-Length: -1'], 400],
  [
    'two lengths',
    'POST /echo HTTP/1.1',
    ['Host: localhost', 'Content-Length: 1', 'Content-Length: 2'],
    400
  ],
  [
    'a length and chunks',
    'POST /echo HTTP/1.1',
    ['Host: localhost', 'Content-Length: 1', 'Transfer-Encoding: chunked'],
    400
  ],
  ['a line folded', 'GET / HTTP/1.1', ['Host: localhost', 'X-A: b', ' c'], 400],
  ['a lone CR', 'GET / HTTP/1.1', ['Host: localhost', 'X-A: b\rX-B: c'], 400],
  ['a space before the colon', 'GET / HTTP/1.1', ['Host : localhost'], 400],
  ['a long head', 'GET / HTTP/1.1', ['Host: localhost', `X-A: ${'a'.repeat(20_000)}`], 431],
  ['a long path', `GET /${'a'.repeat(20_000)} HTTP/1.1`, ['Host: localhost'], 431]
])('refuses %s before there is a request', async (_case, line, headers, status) => {
  const response = await send(line, headers)
  expect(response).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(response).toContain('application/problem+json')
  expect(seen).toEqual([])
})

it.each([
  ['escapes that are none in a query', () => get('/query?constructor=%zz'), '[null,"%zz"]'],
  ['names of every object in a query', () => get('/query?__proto__=1'), '["1",null]'],
  ['no such names', () => get('/query'), '[null,null]'],
  [
    'cookies',
    () => get('/cookies', 'Cookie: __proto__=1; constructor=2'),
    '["__proto__","constructor"]'
  ],
  [
    'a form',
    () => post('/echo', FORM, '__proto__=1'),
    '{"body":{"__proto__":"1"},"polluted":false}'
  ],
  [
    'a multipart form',
    () => post('/echo', MULTIPART, part('__proto__')),
    '{"body":{"__proto__":"1"},"polluted":false}'
  ],
  ['a tree just under the limit', () => post('/tree', JSON_TYPE, nested(100)), 'grown'],
  ['a body where none is read', () => get('/', 'Content-Length: 0'), 'home'],
  ['an Upgrade that nobody offers', () => get('/', 'Connection: Upgrade', 'Upgrade: h2c'), 'home']
])('takes %s for what they are', async (_case, ask, expected) => {
  expect((await ask()).endsWith(`\r\n\r\n${expected}`)).toBe(true)
})

it('ends a CONNECT without an answer', async () => {
  expect(await send('CONNECT localhost:80 HTTP/1.1')).toBe('')
})
