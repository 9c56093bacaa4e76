import { EventEmitter, once } from 'node:events'
import type { FastifyInstance } from 'fastify'
import { dial, exchange, listen } from './raw-socket'
import { createEcho, createRequestApp } from './request-app'

const TYPE = 'multipart/form-data; boundary=cut'
const app = createEcho((request) => [...request.form])

function part(name: string, value: string, more = ''): string {
  return `--cut\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
}

function post(payload: string | Buffer, type = TYPE, echo = app) {
  return echo.inject({ method: 'POST', url: '/', payload, headers: { 'content-type': type } })
}

it.each([
  [
    'order, repeats and blanks',
    part('b', '1') + part('a', '') + part('b', '2') + '--cut--',
    [
      ['b', '1'],
      ['a', ''],
      ['b', '2']
    ]
  ],
  ['line breaks and UTF-8', `${part('a', 'é\r\nb')}--cut--\r\n`, [['a', 'é\r\nb']]],
  ['__proto__ as a name like others', `${part('__proto__', '1')}--cut--`, [['__proto__', '1']]],
  [
    'fields beside files',
    `${part('f', 'x', '; filename="a.txt"') + part('a', '1')}--cut--`,
    [['a', '1']]
  ],
  [
    'what stands between preamble and epilogue',
    `pre\r\n${part('a', '1')}--cut--\r\npost`,
    [['a', '1']]
  ],
  ['nothing of parts without a name', `--cut\r\n\r\nx\r\n${part('a', '1')}--cut--`, [['a', '1']]],
  ['nothing of an empty body', '', []],
  ['nothing of a form without parts', '--cut--\r\n', []]
])('keeps %s', async (_case, payload, fields) => {
  const response = await post(payload)
  expect(response.json().value).toEqual(fields)
})

it('gives the fields to plugins as an object without prototype', async () => {
  const echo = createEcho(({ body }) => [
    Object.entries(body as object),
    'toString' in (body as object)
  ])
  const response = await post(part('a', '1') + part('a', '2') + '--cut--', TYPE, echo)
  expect(response.json().value).toEqual([[['a', ['1', '2']]], false])
})

it('reads fields in the encoding that the request names', async () => {
  const payload = Buffer.from(`${part('a', '\xe9')}--cut--`, 'latin1')
  expect((await post(payload, `${TYPE}; charset=iso-8859-1`)).json().value).toEqual([['a', 'é']])
})

it('keeps no bytes', async () => {
  const echo = createEcho((request) => request.rawBody ?? 'none')
  expect((await post(`${part('a', '1')}--cut--`, TYPE, echo)).json().value).toBe('none')
})

it.each([
  ['no boundary', 'multipart/form-data', `${part('a', '1')}--cut--`],
  ['an empty boundary', 'multipart/form-data; boundary=', `${part('a', '1')}--cut--`],
  ['another boundary', 'multipart/form-data; boundary=snip', `${part('a', '1')}--cut--`],
  ['a body that ends in a field', TYPE, part('a', '1').slice(0, -3)],
  ['a body that ends in a file', TYPE, part('a', '1', '; filename="a"').slice(0, -3)],
  ['a body that ends in a head', TYPE, '--cut\r\nContent-Disposition: form-d'],
  ['a body without the last boundary', TYPE, part('a', '1')],
  ['no multipart at all', TYPE, '{"a":1}']
])('refuses %s', async (_case, type, payload) => {
  const response = await post(payload, type)
  expect(response.statusCode).toBe(400)
  expect(response.json().code).toBe('HTTP_MALFORMED_MULTIPART')
})

it.each([
  ['fields', part('a', '1'), 1001, 'HTTP_TOO_MANY_FIELDS'],
  ['files', part('a', '1', '; filename="a"'), 101, 'HTTP_TOO_MANY_FILES'],
  ['parts of any kind', '--cut\r\nX: y\r\n\r\n1\r\n', 1101, 'HTTP_TOO_MANY_FIELDS']
])('refuses too many %s', async (_case, one, count, code) => {
  const response = await post(`${one.repeat(count)}--cut--`)
  expect(response.statusCode).toBe(400)
  expect(response.json().code).toBe(code)
  expect((await post(`${one.repeat(count - 1)}--cut--`)).statusCode).toBe(200)
})

describe('over a socket', () => {
  const events = new EventEmitter()
  let server: FastifyInstance
  let port: number
  beforeAll(async () => {
    server = createRequestApp({ limits: { body: 1000 } })
    server.post('/', (request) => request.body)
    server.post('/large', { bodyLimit: 2000 }, (request) => Object.keys(request.body as object))
    server.addHook('onRequest', async () => void events.emit('arrived'))
    server.addHook(
      'onError',
      async (_request, _reply, { code }) => void events.emit('failed', code)
    )
    port = await listen(server)
  })
  afterAll(() => server.close())

  function head(path: string, ...lines: string[]): string {
    return [`POST ${path} HTTP/1.1`, 'Host: a', `Content-Type: ${TYPE}`, ...lines, '', ''].join(
      '\r\n'
    )
  }

  function chunked(body: string): string {
    return `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
  }

  it('refuses a body that is declared too large before it is sent', async () =>
    expect(await exchange(port, head('/', 'Content-Length: 1001'))).toContain(
      'HTTP_PAYLOAD_TOO_LARGE'
    ))

  it('refuses a body that grows too large', async () => {
    const body = `${part('a', 'x'.repeat(1000))}--cut--`
    const response = await exchange(port, head('/', 'Transfer-Encoding: chunked') + chunked(body))
    expect(response).toMatch(/^HTTP\/1\.1 413/)
  })

  it('goes by the limit of the route', async () => {
    const body = `${part('a', 'x'.repeat(1000))}--cut--`
    const response = await exchange(
      port,
      head('/large', 'Transfer-Encoding: chunked') + chunked(body)
    )
    expect(response).toContain('["a"]')
  })

  it('goes on after a client that stops half-way', async () => {
    const arrived = once(events, 'arrived')
    const failed = once(events, 'failed')
    const socket = await dial(port, head('/', 'Content-Length: 500') + part('a', '1'))
    await arrived
    socket.destroy()
    expect(await failed).toEqual(['HTTP_MALFORMED_MULTIPART'])
    const body = `${part('a', '1')}--cut--`
    expect(await exchange(port, head('/', `Content-Length: ${body.length}`) + body)).toContain(
      '{"a":"1"}'
    )
  })
})
