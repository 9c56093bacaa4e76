import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import fastify, { type FastifyInstance } from 'fastify'
import type { HttpError } from '../../src/http/exceptions'
import type { HttpRequest } from '../../src/http/request'
import type { HttpResponse } from '../../src/http/response'

export interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Client {
  leave(): void
}

type Headers = Record<string, string>

const running: FastifyInstance[] = []

/** A server that sends what `action` returns, as the application does: prepare, head, payload. */
export async function serve(
  action: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>,
  middleware = (response: HttpResponse) => response
): Promise<TestServer> {
  const app = fastify({ exposeHeadRoutes: false })
  const errors: unknown[] = []
  app.setErrorHandler((error: Partial<HttpError>, _request, reply) => {
    errors.push(error)
    for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name)
    for (const name in error.headers) reply.header(name, error.headers[name])
    return reply.code(error.statusCode ?? 500).send(error.code ?? error.message)
  })
  app.decorateRequest('reverse', (...target: unknown[]) => `/reversed/${target.join('/')}`)
  app.route({
    method: ['GET', 'HEAD', 'POST'],
    url: '/*',
    handler: async (request, reply) => {
      const prepared = await action(request as HttpRequest)
      await prepared.prepare?.(request as HttpRequest)
      const response = middleware(prepared)
      if (response !== prepared) prepared.close?.()
      return reply.code(response.status).headers(response.headers.values).send(response.payload())
    }
  })
  running.push(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  return new TestServer((app.server.address() as AddressInfo).port, errors)
}

/** Close what `serve` began. */
export async function closeServers(): Promise<void> {
  await Promise.all(running.splice(0).map((app) => app.close()))
}

export class TestServer {
  constructor(
    readonly port: number,
    /** What arrived at the error handler. */
    readonly errors: readonly unknown[]
  ) {}

  async get(headers: Headers = {}, method = 'GET'): Promise<Answer> {
    const message = await this.open(headers, method)
    const body = await buffer(message)
    return { status: message.statusCode!, headers: message.headers, body: body.toString() }
  }

  /** The answer as soon as its head is here. */
  async open(headers: Headers = {}, method = 'GET'): Promise<IncomingMessage> {
    const options = { port: this.port, host: '127.0.0.1', agent: false, headers, method }
    const request = httpRequest(options).end()
    const [message] = (await once(request, 'response')) as [IncomingMessage]
    return message
  }

  /** A client that has asked and waits for an answer. */
  ask(headers: Headers = {}): Client {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const socket = connect(this.port, '127.0.0.1')
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\n${lines.join('')}\r\n`)
    return { leave: () => socket.destroy() }
  }

  /** Everything the server writes for one GET, byte for byte, as Latin-1 text. */
  async bytes(headers = ''): Promise<string> {
    const socket = connect(this.port, '127.0.0.1')
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`)
    return (await buffer(socket)).toString('latin1')
  }
}

/** A promise, and what settles it from elsewhere. */
export function deferred<T = void>() {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
