import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ResolvedSettings } from '../settings'
import type { MediaRange } from './accept'
import { createHostCheck } from './host'
import { createAddressReader } from './proxy'

/** Where an application keeps, on its Fastify instance, what its requests ask for. */
export const kHttpSettings = Symbol.for('nuages.http')

/** What the requests of an application ask of it. */
export interface HttpServerState {
  readonly settings: ResolvedSettings
  /** The path of a route, from its name or its controller and the values it captures. */
  reverse(...args: unknown[]): string
}

/** `HttpServerState` with what is derived from the settings once, at boot. */
export interface HttpServer extends HttpServerState {
  /** The host a request is for; throws `DisallowedHost`. */
  readonly hostOf: (raw: IncomingMessage) => string
  /** The address of the client that sent a request. */
  readonly addressOf: (raw: IncomingMessage) => string | undefined
}

/** What was computed for one request, kept so that it is computed once. */
export class RequestState {
  target?: { readonly path: string; readonly query: string }
  path?: string
  searchParams?: URLSearchParams
  form?: URLSearchParams
  rawBody?: Buffer
  cookies?: Record<string, string | undefined>
  contentParams?: Readonly<Record<string, string>>
  accept?: readonly MediaRange[]
  signal?: AbortSignal
}

const kState = Symbol('nuages.request')

/** Give the requests of `fastify` their settings and the way to reverse a route. */
export function installHttpState(fastify: FastifyInstance, state: HttpServerState): HttpServer {
  const server: HttpServer = {
    settings: state.settings,
    reverse: (...args) => state.reverse(...args),
    hostOf: createHostCheck(state.settings),
    addressOf: createAddressReader(state.settings.proxy)
  }
  fastify.decorate(kHttpSettings, server)
  return server
}

/** The application side of a request. */
export function serverOf(request: FastifyRequest): HttpServer {
  return (request.server as unknown as { [kHttpSettings]: HttpServer })[kHttpSettings]
}

/** What is known of a request so far; made when first asked for. */
export function stateOf(request: object): RequestState {
  const holder = request as { [kState]?: RequestState }
  return (holder[kState] ??= new RequestState())
}
