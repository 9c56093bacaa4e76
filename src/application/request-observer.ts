import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import type { HttpRequest } from '../http/request'
import type { Signal } from '../signals'
import { kRequestError } from './error-response'
import { loggable } from './loggable'
import { requestFinished, requestStarted } from './request-signals'

export interface ObserverOptions {
  readonly isLogging: boolean
  /** Whether responses carry `X-Request-Id`. */
  readonly sendsId: boolean
}

/**
 * Sees every request before all hooks, and its end: sends the signals and writes one log line.
 *
 * Fastify calls its log controller for each request anyway; a hook in its place costs 3 % of a small answer.
 */
export class RequestObserver extends fastify.LogController {
  constructor(private readonly options: ObserverOptions) {
    super()
  }

  override incomingRequest(incoming: FastifyRequest, reply: FastifyReply): void {
    const request = incoming as HttpRequest
    const { isLogging, sendsId } = this.options
    if (sendsId) reply.header('x-request-id', request.id)
    if (requestStarted.size > 0) tell(requestStarted, { request }, request)
    if (isLogging || requestFinished.size > 0) {
      reply.raw.once('close', () => {
        if (isLogging) writeLine(request, reply)
        tell(requestFinished, { request, status: statusOf(reply) }, request)
      })
    }
  }

  /** Fastify's own line: it misses clients that leave. */
  override requestCompleted(): void {}
}

function tell<T>(signal: Signal<T>, payload: T, { log }: HttpRequest): void {
  signal.sendRobust(payload, (error) =>
    log.error({ err: loggable(error) }, `A receiver of ${signal.name} failed`)
  )
}

/** Method, path, status, milliseconds; the error of a 5xx; whether the client left before the end. */
function writeLine(request: HttpRequest, reply: FastifyReply): void {
  const { method, url } = request
  const status = statusOf(reply)
  const err = (request as { [kRequestError]?: unknown })[kRequestError]
  const line = {
    method,
    url,
    status,
    ms: Math.round(reply.elapsedTime * 100) / 100,
    ...(err === undefined ? {} : { err }),
    ...(reply.raw.writableEnded ? {} : { aborted: true })
  }
  request.log[levelOf(status)](line, `${method} ${url} ${status}`)
}

// nginx's number for a client that left before there was an answer
const CLIENT_LEFT = 499

function statusOf({ raw }: FastifyReply): number {
  return raw.headersSent ? raw.statusCode : CLIENT_LEFT
}

// django.request: 5xx at ERROR, 4xx at WARNING (django-cycle 5.8)
function levelOf(status: number): 'error' | 'warn' | 'info' {
  if (status >= 500) return 'error'
  return status >= 400 ? 'warn' : 'info'
}
