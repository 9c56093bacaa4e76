import { EventEmitter, once } from 'node:events'
import { Readable } from 'node:stream'
import fastify, { type FastifyInstance } from 'fastify'
import { installBodyParsers } from '../../src/http/body-parsers'
import type { HttpRequest } from '../../src/http/request'
import { dial, exchange, listen } from './raw-socket'
import { createEcho, createRequestApp, LIMITS } from './request-app'

const JSON_TYPE = { 'content-type': 'application/json' }
const TEXT_TYPE = { 'content-type': 'text/plain' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }

describe.each([JSON_TYPE, TEXT_TYPE, FORM_TYPE, { 'content-type': 'multipart/form-data' }])(
  'another parser for %j',
  (headers) => {
    const steps = {
      ours: (app: FastifyInstance) => installBodyParsers(app, { limits: LIMITS }),
      theirs: (app: FastifyInstance) => {
        app.addContentTypeParser(headers['content-type'], async () => 'theirs')
      }
    }

    it.each([
      ['before', [steps.theirs, steps.ours]],
      ['after', [steps.ours, steps.theirs]]
    ])('is kept where it was registered %s ours', async (_case, installs) => {
      const app = fastify() as unknown as FastifyInstance
      for (const install of installs) install(app)
      app.post('/', ({ body }) => ({ body }))
      const response = await app.inject({ method: 'POST', url: '/', payload: '1', headers })
      expect(response.json()).toEqual({ body: 'theirs' })
    })
  }
)

it('fills the form from what another parser of forms has read', async () => {
  const app = createEcho((request) => [...request.form])
  const type = FORM_TYPE['content-type']
  app.addContentTypeParser(type, async () => ({ a: '1', b: ['2', '3'], c: { d: 4 } }))
  const response = await app.inject({ method: 'POST', url: '/', payload: 'x', headers: FORM_TYPE })
  expect(response.json().value).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['b', '3']
  ])
})

it('reads text and keeps its bytes', async () => {
  const app = createEcho((request) => [request.body, request.rawBody?.toString('latin1')])
  const payload = Buffer.from('\xe9', 'latin1')
  const response = await app.inject({ method: 'POST', url: '/', payload, headers: TEXT_TYPE })
  expect(response.json().value).toEqual(['\ufffd', '\xe9'])
})

it.each([
  ['image/png', 415],
  ['nonsense', 415],
  ['application/jsonp', 415]
])('answers a body of type %s with %i', async (type, status) => {
  const headers = { 'content-type': type }
  const app = createRequestApp()
  app.post('/', () => 'ok')
  const response = await app.inject({ method: 'POST', url: '/', payload: 'x', headers })
  expect(response.statusCode).toBe(status)
})

describe('behind a preParsing hook', () => {
  async function post(stream: Readable) {
    const app = createEcho((request: HttpRequest) => request.json())
    app.addHook('preParsing', async () => stream)
    const payload = 'xxxx'
    return app.inject({ method: 'POST', url: '/', payload, headers: JSON_TYPE })
  }

  it('reads what the hook made of the body', async () => {
    const inflated = Object.assign(Readable.from(['{"a":', Buffer.from('1}')]), {
      receivedEncodedLength: 4
    })
    expect((await post(inflated)).json().value).toEqual({ a: 1 })
  })

  it('refuses a body that is not as long as it was declared', async () =>
    expect((await post(Readable.from(['1']))).json().code).toBe('HTTP_BODY_CUT_OFF'))

  it.each([
    ['the status of an error that has one', { statusCode: 413 }, 413],
    ['400 for every other error', {}, 400]
  ])('answers with %s', async (_case, more, status) => {
    const broken = new Readable({ read: () => broken.destroy(Object.assign(new Error('x'), more)) })
    expect((await post(broken)).statusCode).toBe(status)
  })
})

describe('over a socket', () => {
  const JSON_HEAD = 'HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n'
  const text = JSON.stringify('x'.repeat(100))
  const sized = (path: string, body: string) =>
    `POST ${path} ${JSON_HEAD}Content-Length: ${body.length}\r\n\r\n${body}`
  const chunked = (path: string, ...chunks: string[]) =>
    `POST ${path} ${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\n` +
    [...chunks, ''].map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')

  const events = new EventEmitter()
  let app: FastifyInstance
  let port: number
  beforeAll(async () => {
    app = createRequestApp({ limits: { body: 100 } })
    app.post('/', (request) => ({ bytes: (request as HttpRequest).rawBody?.length }))
    app.post('/small', { bodyLimit: 10 }, () => 'ok')
    app.post('/large', { bodyLimit: 200 }, () => 'ok')
    app.addHook('onRequest', async () => void events.emit('arrived'))
    app.addHook('onError', async (_request, _reply, { code }) => void events.emit('failed', code))
    port = await listen(app)
  })
  afterAll(() => app.close())

  it.each([
    ['with a length', sized],
    ['in chunks', chunked]
  ])('goes by the limit of the application and of the route, %s', async (_case, build) => {
    expect(await exchange(port, build('/', '1'.repeat(100)))).toContain('{"bytes":100}')
    expect(await exchange(port, build('/', text))).toMatch(/^HTTP\/1\.1 413 .*PAYLOAD_TOO_LARGE/s)
    expect(await exchange(port, build('/small', '1'.repeat(11)))).toMatch(/^HTTP\/1\.1 413/)
    expect(await exchange(port, build('/large', text))).toMatch(/^HTTP\/1\.1 200/)
  })

  it('joins chunks', async () =>
    expect(await exchange(port, chunked('/', '{"a"', ':1', '}'))).toContain('{"bytes":7}'))

  it('refuses without waiting for the rest of the body', async () => {
    const request = `POST / ${JSON_HEAD}Content-Length: 999999999\r\n\r\n`
    const response = await exchange(port, request)
    expect(response).toMatch(/^HTTP\/1\.1 413/)
    expect(response).toMatch(/^connection: close\r$/im)
  })

  it('goes on after a client that stops half-way', async () => {
    const arrived = once(events, 'arrived')
    const failed = once(events, 'failed')
    const socket = await dial(port, sized('/', '{"a":1}').slice(0, -1))
    await arrived
    socket.destroy()
    expect(await failed).toEqual(['HTTP_BODY_CUT_OFF'])
    expect(await exchange(port, sized('/', '{"a":1}'))).toContain('{"bytes":7}')
  })

  it('knows no JSON where there is no body', async () =>
    expect(await exchange(port, `POST / ${JSON_HEAD}\r\n`)).toContain('{"bytes":0}'))
})
