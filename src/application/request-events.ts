import type { FastifyInstance } from 'fastify'
import type { HttpRequest } from '../http/request'
import type { Signal } from '../signals'
import { requestFinished, requestStarted } from './request-signals'

/** Send `requestStarted` before all other hooks, and `requestFinished` when the last byte is out or the client left. */
export function announceRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (incoming, reply, done) => {
    const request = incoming as HttpRequest
    if (requestStarted.size > 0) tell(requestStarted, { request }, request)
    if (requestFinished.size > 0) {
      reply.raw.once('close', () =>
        tell(requestFinished, { request, status: reply.raw.statusCode }, request)
      )
    }
    done()
  })
}

function tell<T>(signal: Signal<T>, payload: T, { log }: HttpRequest): void {
  for (const error of signal.sendRobust(payload)) {
    log.error({ err: error }, `A receiver of ${signal.name} failed`)
  }
}
