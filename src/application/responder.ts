import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { prepare, toResponse, type ResultShape } from '../controllers/result'
import { EventStream } from '../http/event-stream'
import { encodeJson } from '../http/json-encoder'
import { JsonText } from '../http/json-text'
import type { HttpRequest } from '../http/request'
import { HttpResponse, type Payload } from '../http/response'
import { isPromise, type ToErrorResponse } from '../middleware/hooks'
import { abandon } from './abandon'
import { keepStream } from './connections'
import { kRequestError } from './error-response'

const JSON_TYPE = 'application/json; charset=utf-8'

/** An action that took the reply and answered by itself: nothing is left to send. */
export class SentResponse extends HttpResponse {}

// whose action has called send(): where hooks wait before the first byte, the server does not tell
const answered = new WeakSet<FastifyReply>()

/** Notice when an action answers by the reply that it was given. */
export function watchReply(reply: FastifyReply): void {
  const { send } = reply
  reply.send = (payload) => {
    reply.send = send
    answered.add(reply)
    return reply.send(payload)
  }
}

/** Hands responses to the server; what goes wrong on the way is answered like any other error, once. */
export class Responder {
  // whose headers stand on the reply although no byte of it was sent: a stream may fail before its first
  private readonly begun = new WeakMap<HttpRequest, HttpResponse>()
  private readonly failed = new WeakSet<HttpRequest>()

  constructor(private readonly toErrorResponse: ToErrorResponse) {}

  send(request: HttpRequest, reply: FastifyReply, response: HttpResponse): void {
    if (response instanceof SentResponse) return
    if (reply.sent || reply.raw.headersSent || answered.has(reply)) {
      return discard(request, reply, response)
    }
    try {
      const pending = prepare(response, request)
      if (pending === undefined) return this.write(request, reply, response)
      pending.then(
        () => this.write(request, reply, response),
        (error: unknown) => this.fail(request, reply, error)
      )
    } catch (error) {
      this.fail(request, reply, error)
    }
  }

  /**
   * Send what an action returned where no middleware wants to see a response: text and plain JSON go straight to the
   * server.
   */
  sendValue(request: HttpRequest, reply: FastifyReply, value: unknown, shape: ResultShape): void {
    try {
      if (typeof value === 'string') {
        if (shape.status !== 200) reply.code(shape.status)
        reply.send(value)
      } else if (isPlain(value)) {
        if (shape.status !== 200) reply.code(shape.status)
        // so that `preSerialization` hooks of Fastify see the value
        reply.serializer(shape.serialize ?? encodeJson)
        reply.type(JSON_TYPE).send(value)
      } else if (value instanceof JsonText) {
        if (shape.status !== 200) reply.code(shape.status)
        reply.type(JSON_TYPE).send(value.text)
      } else {
        this.send(request, reply, toResponse(value, shape))
      }
    } catch (error) {
      this.fail(request, reply, error)
    }
  }

  /** Answer with the response that an error stands for; a second failure of one request is cut off. */
  fail(request: HttpRequest, reply: FastifyReply, error: unknown): void {
    if (reply.raw.headersSent || this.failed.has(request)) return abandon(request, reply, error)
    this.failed.add(request)
    reply.serializer(AS_IT_IS)
    answered.delete(reply)
    for (const name in this.begun.get(request)?.headers.values) reply.removeHeader(name)
    const response = this.toErrorResponse(error, request)
    if (!isPromise(response)) return this.send(request, reply, response)
    response.then(
      (ready) => this.send(request, reply, ready),
      (failure: unknown) => abandon(request, reply, failure)
    )
  }

  private write(request: HttpRequest, reply: FastifyReply, response: HttpResponse): void {
    let payload: Payload
    try {
      payload = response.payload()
      const { values } = response.headers
      if (payload instanceof Readable) this.watch(request, reply, response, payload)
      reply.code(response.status)
      for (const name in values) {
        if (name === 'vary') response.headers.vary(...known(reply.getHeader('vary')))
        reply.header(name, values[name])
      }
      // Fastify would call an empty text plain text
      reply.send(payload === '' ? undefined : payload)
    } catch (error) {
      if (payload instanceof Readable) payload.destroy()
      this.fail(request, reply, error)
    }
  }

  private watch(
    request: HttpRequest,
    reply: FastifyReply,
    response: HttpResponse,
    stream: Readable
  ): void {
    this.begun.set(request, response)
    if (response instanceof EventStream) keepStream(request.server.server, stream, reply.raw)
  }
}

/** What comes after the action has answered through the reply; a response that it has only begun is cut. */
function discard(request: HttpRequest, reply: FastifyReply, response: HttpResponse): void {
  response.close?.()
  const err = (request as { [kRequestError]?: unknown })[kRequestError]
  request.log.error({ err }, 'A response was thrown away: the action had answered by the reply')
  if (err !== undefined && !reply.sent && !answered.has(reply)) reply.raw.destroy()
}

const AS_IT_IS = (text: unknown) => text as string

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { constructor } = value
  return constructor === Object || constructor === Array
}

function known(header: unknown): string[] {
  return typeof header === 'string' ? header.split(/\s*,\s*/) : []
}
