import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { BadRequest } from '../http/exceptions'
import { createHostCheck } from '../http/host'
import type { HttpRequest } from '../http/request'
import type { Resolver } from '../routing/resolver'
import type { RouteRecord } from '../routing/route-record'
import type { View } from '../middleware/chain'
import { TOO_MANY_FIELDS } from '../http/query-string'
import type { ResolvedSettings } from '../settings'
import { abandon } from './abandon'
import { compileFallback, type Endpoint, type Pipeline } from './endpoint'
import type { CompiledRoute, Dispatch } from './registrar'
import { isWebTarget, splitTarget } from '../http/request-url'

// what failed before any action ran, for the chain that answers it
const failures = new WeakMap<HttpRequest, { readonly error: unknown }>()

export interface DispatchOptions {
  readonly settings: ResolvedSettings
  readonly resolver: Resolver<RouteRecord>
  readonly routes: readonly CompiledRoute[]
  readonly notFound: View
  readonly pipeline: Pipeline
}

/** Everything that is not simply "this route answers": refusals, later candidates, 404, errors of the server. */
export class Dispatcher implements Dispatch {
  private readonly hostOf: (raw: IncomingMessage) => string
  private readonly endpoints: ReadonlyMap<RouteRecord, Endpoint>
  // whose chain has begun although no route answers
  private readonly entered = new WeakSet<HttpRequest>()
  private readonly answerNotFound: Endpoint
  private readonly answerFailure: Endpoint

  constructor(private readonly options: DispatchOptions) {
    this.hostOf = createHostCheck(options.settings)
    this.endpoints = new Map(options.routes.map(({ record, endpoint }) => [record, endpoint]))
    this.answerNotFound = compileFallback(options.notFound, options.pipeline)
    this.answerFailure = compileFallback((request) => {
      throw failures.get(request)?.error
    }, options.pipeline)
  }

  refusal(request: HttpRequest): unknown {
    try {
      this.hostOf(request.raw)
    } catch (error) {
      return error
    }
    if (request.query === TOO_MANY_FIELDS) {
      return new BadRequest('The query string has too many fields.', {
        code: 'HTTP_TOO_MANY_FIELDS'
      })
    }
    if (isWebTarget(request.url) || isServerWide(request)) return undefined
    return new BadRequest('The request target is neither a path nor a web URL.')
  }

  resume(request: HttpRequest, reply: FastifyReply, after: RouteRecord): void {
    const { path } = splitTarget(request.url)
    const found = this.options.resolver.resolve(request.method, path, after)
    if (found === undefined) {
      this.entered.add(request)
      return this.answerNotFound(request, reply)
    }
    request.params = found.params
    request.route = found.record
    this.endpoints.get(found.record)!(request, reply)
  }

  /** What Fastify found no route for. */
  notFound(request: HttpRequest, reply: FastifyReply): void {
    const refusal = this.refusal(request)
    if (refusal !== undefined) return this.fail(request, reply, refusal)
    this.entered.add(request)
    this.answerNotFound(request, reply)
  }

  /** Run the chain around an error that came before any action could run. */
  fail(request: HttpRequest, reply: FastifyReply, error: unknown): void {
    failures.set(request, { error })
    this.entered.add(request)
    this.answerFailure(request, reply)
  }

  /** Fastify's error handler: a body that cannot be read, a plugin's refusal, a stream that failed before its head. */
  handleError(error: unknown, request: HttpRequest, reply: FastifyReply): void {
    if (request.route !== undefined || this.entered.has(request)) {
      // the chain has run: middleware does not see this request twice
      this.options.pipeline.responder.fail(request, reply, error)
    } else if (request.is404) {
      this.notFound(request, reply)
    } else {
      this.fail(request, reply, this.refusal(request) ?? error)
    }
  }
}

// RFC 9110 9.3.7: `OPTIONS *` asks about the server as a whole
function isServerWide({ method, url }: HttpRequest): boolean {
  return method === 'OPTIONS' && url === '*'
}

export function installDispatcher(fastify: FastifyInstance, dispatcher: Dispatcher): void {
  fastify.setNotFoundHandler((request, reply) => dispatcher.notFound(request as HttpRequest, reply))
  // behind the application's handler, for hooks that fail on its answer too: Fastify's own would send their message
  fastify.setErrorHandler((error, request, reply) => abandon(request as HttpRequest, reply, error))
  expectErrorHandler(fastify)
  fastify.setErrorHandler((error, request, reply) =>
    dispatcher.handleError(error, request as HttpRequest, reply)
  )
}

// Fastify warns of a second handler, which usually is a mistake
function expectErrorHandler(fastify: FastifyInstance): void {
  const state = fastify as unknown as Record<symbol, unknown>
  const key = Object.getOwnPropertySymbols(state).find(
    ({ description }) => description === 'fastify.errorHandlerAlreadySet'
  )
  if (key !== undefined) state[key] = false
}
