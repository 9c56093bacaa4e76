import http2 from 'node:http2'
import { once } from 'node:events'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { HttpRequest } from '../../src/http/request'
import { dial, exchange, listen, readResponse } from './raw-socket'
import { createRequestApp } from './request-app'

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
const POST =
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'

type Action = (request: HttpRequest, reply: FastifyReply) => unknown

let app: FastifyInstance
let action: Action
let port: number

beforeEach(async () => {
  app = createRequestApp({}, { forceCloseConnections: true })
  app.all('/', (request, reply) => action(request as HttpRequest, reply))
  port = await listen(app)
})
afterEach(() => app.close())

/** The request of the next action, which never answers. */
function nextRequest(): Promise<HttpRequest> {
  return new Promise((resolve) => {
    action = (request, reply) => {
      reply.hijack()
      void request.signal
      resolve(request)
    }
  })
}

it.each([
  ['a GET', GET],
  ['a POST whose body was read', POST]
])('aborts when the client of %s leaves', async (_case, bytes) => {
  const arrived = nextRequest()
  const socket = await dial(port, bytes)
  const { signal } = await arrived
  expect(signal.aborted).toBe(false)
  socket.destroy()
  await once(signal, 'abort')
  expect(signal.aborted).toBe(true)
})

it('aborts when the client leaves half-way down', async () => {
  const arrived = nextRequest()
  const socket = await dial(port, GET)
  const { signal, raw } = await arrived
  ;(raw.socket as unknown as { _httpMessage: NodeJS.WritableStream })._httpMessage.write('half')
  await once(socket, 'data')
  expect(signal.aborted).toBe(false)
  socket.destroy()
  await once(raw.socket, 'close')
  expect(signal.aborted).toBe(true)
})

it('is aborted already when it is asked for after the client left', async () => {
  let request: HttpRequest | undefined
  const arrived = new Promise<void>((resolve) => {
    action = (it, reply) => {
      reply.hijack()
      request = it
      resolve()
    }
  })
  const socket = await dial(port, GET)
  await arrived
  socket.destroy()
  await once(request!.raw.socket, 'close')
  expect(request!.signal.aborted).toBe(true)
})

it.each([
  ['a GET', GET],
  ['a POST', POST],
  ['a GET whose body nobody read', POST.replace('POST', 'GET')],
  ['a connection that is closed', GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')]
])('does not abort at the end of %s', async (_case, bytes) => {
  let signal: AbortSignal | undefined
  action = (request) => {
    signal = request.signal
    return 'ok'
  }
  expect(await exchange(port, bytes)).toMatch(/^HTTP\/1\.1 200/)
  await app.close()
  expect(signal?.aborted).toBe(false)
})

it('does not abort when the connection of an earlier request ends', async () => {
  const signals: AbortSignal[] = []
  action = (request) => {
    signals.push(request.signal)
    return 'ok'
  }
  const socket = await dial(port, GET)
  await readResponse(socket)
  socket.destroy()
  await app.close()
  expect(signals.map(({ aborted }) => aborted)).toEqual([false])
})

it('aborts requests that wait in a pipeline', async () => {
  const signals: AbortSignal[] = []
  const second = new Promise<HttpRequest>((resolve) => {
    action = (request, reply) => {
      reply.hijack()
      if (signals.push(request.signal) === 2) resolve(request)
    }
  })
  const socket = await dial(port, GET + GET)
  const { raw } = await second
  socket.destroy()
  await once(raw.socket, 'close')
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
})

it('does not abort an injected request', async () => {
  let signal: AbortSignal | undefined
  action = (request) => {
    signal = request.signal
    return 'ok'
  }
  await app.inject({ method: 'POST', url: '/', payload: {} })
  expect(signal?.aborted).toBe(false)
})

it('follows a client of HTTP/2', async () => {
  const h2 = createRequestApp({}, { http2: true } as never)
  const signals: AbortSignal[] = []
  h2.get('/answer', (request) => {
    signals.push((request as HttpRequest).signal)
    return (request as HttpRequest).host
  })
  const asked = new Promise<AbortSignal>((resolve) => {
    h2.get('/hang', (request, reply) => {
      reply.hijack()
      resolve((request as HttpRequest).signal)
    })
  })
  const client = http2.connect(`http://127.0.0.1:${await listen(h2)}`)
  const [body] = await once(client.request({ ':path': '/answer' }), 'data')
  expect(String(body)).toMatch(/^127\.0\.0\.1:\d+$/)
  const stream = client.request({ ':path': '/hang' })
  stream.on('error', () => undefined)
  signals.push(await asked)
  const aborted = once(signals[1]!, 'abort')
  stream.close(http2.constants.NGHTTP2_CANCEL)
  await aborted
  client.close()
  await h2.close()
  expect(signals[0]!.aborted).toBe(false)
})
