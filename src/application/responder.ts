import type { FastifyReply } from 'fastify'
import { EventStream } from '../http/event-stream'
import { encodeJson } from '../http/json-encoder'
import type { HttpRequest } from '../http/request'
import { HttpResponse } from '../http/response'
import { keepStream } from './connections'
import { prepareResponse, type ResultShape } from '../controllers/result'

const JSON_TYPE = 'application/json; charset=utf-8'

/** An action that took the reply and answered by itself: nothing is left to send. */
export class SentResponse extends HttpResponse {}

/** Hand a response to the server. A failure here can only be cut off: it is past every handler. */
export function sendResponse(
  request: HttpRequest,
  reply: FastifyReply,
  response: HttpResponse
): void {
  if (response instanceof SentResponse || reply.sent || reply.raw.headersSent) return
  try {
    const { values } = response.headers
    reply.code(response.status)
    for (const name in values) {
      if (name === 'vary') response.headers.vary(...known(reply.getHeader('vary')))
      reply.header(name, values[name])
    }
    if (response instanceof EventStream) keepStream(request.server.server, response, reply.raw)
    reply.send(response.payload())
  } catch (error) {
    abandon(request, reply, error)
  }
}

/**
 * Send what an action returned where no middleware wants to see a response: text and plain JSON go straight to the
 * server.
 */
export function sendValue(
  request: HttpRequest,
  reply: FastifyReply,
  value: unknown,
  shape: ResultShape
): void | Promise<void> {
  if (typeof value === 'string') {
    if (shape.status !== 200) reply.code(shape.status)
    reply.send(value)
    return
  }
  if (isPlain(value)) {
    const text = shape.serialize === undefined ? encodeJson(value) : shape.serialize(value)
    if (shape.status !== 200) reply.code(shape.status)
    reply.header('content-type', JSON_TYPE).send(text)
    return
  }
  const response = prepareResponse(value, shape, request)
  if (response instanceof Promise)
    return response.then((ready) => sendResponse(request, reply, ready))
  sendResponse(request, reply, response)
}

/** The last resort: nothing that could answer is left, so the client gets a bare 500 or a cut connection. */
export function abandon(request: HttpRequest, reply: FastifyReply, error: unknown): void {
  request.log.error({ err: error }, 'The response could not be sent')
  const { raw } = reply
  if (raw.headersSent) {
    raw.destroy()
    return
  }
  reply.hijack()
  for (const name of raw.getHeaderNames()) raw.removeHeader(name)
  raw.writeHead(500, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  raw.end('Internal Server Error')
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { constructor } = value
  return constructor === Object || constructor === Array
}

function known(header: unknown): string[] {
  return typeof header === 'string' ? header.split(/\s*,\s*/) : []
}
