import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { kRequestError } from './error-response'

/** One line a request, when it is over: method, path, status, milliseconds, and the error of a 5xx. */
export class RequestLog extends fastify.LogController {
  override incomingRequest(): void {}

  override requestCompleted(
    failure: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply
  ): void {
    const { statusCode } = reply
    const error = failure ?? (request as { [kRequestError]?: unknown })[kRequestError]
    const line = {
      method: request.method,
      url: request.url,
      status: statusCode,
      ms: Math.round(reply.elapsedTime * 100) / 100,
      ...(error === undefined ? {} : { err: error })
    }
    request.log[levelOf(statusCode)](line, `${request.method} ${request.url} ${statusCode}`)
  }
}

// django.request: 5xx at ERROR, 4xx at WARNING (django-cycle 5.8)
function levelOf(status: number): 'error' | 'warn' | 'info' {
  if (status >= 500) return 'error'
  return status >= 400 ? 'warn' : 'info'
}
