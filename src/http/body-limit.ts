import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PayloadTooLarge } from './exceptions'

/** The error for a body of so many bytes, where they are more than its route takes. */
export type BodyLimit = (request: FastifyRequest, bytes: number) => PayloadTooLarge | undefined

/**
 * Make the check of body sizes: a route's own `bodyLimit`, else `limit`.
 *
 * Asking a request for its route's options costs a tenth of a microsecond, so that nobody asks below the
 * lowest limit of all routes. The lower limit of a route that was declared before is not seen.
 */
export function createBodyLimit(fastify: FastifyInstance, limit: number): BodyLimit {
  let lowest = limit
  fastify.addHook('onRoute', ({ bodyLimit = limit }) => {
    lowest = Math.min(lowest, bodyLimit)
  })

  return function checkSize(request, bytes) {
    // not `bytes <= lowest`: without Content-Length it is NaN
    if (!(bytes > lowest)) return undefined
    const most = limitOfRoute(request) ?? limit
    return bytes > most ? new PayloadTooLarge(`The body is larger than ${most} bytes.`) : undefined
  }
}

function limitOfRoute({ routeOptions, server }: FastifyRequest): number | undefined {
  const { bodyLimit } = routeOptions
  return bodyLimit === server.initialConfig.bodyLimit ? undefined : bodyLimit
}
