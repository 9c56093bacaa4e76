import type { FastifyRequest } from 'fastify'
import type { RouteInfo } from './route-info'

/**
 * The request: Fastify's own, with what is here added to its prototype as lazy getters.
 *
 * A class merged with an interface, so that it may stand in a decorated signature.
 */
export abstract class HttpRequest {
  /** The route that was matched; `undefined` for a 404, a 405 and before routing. */
  declare route: RouteInfo | undefined
}

export interface HttpRequest extends FastifyRequest {}
