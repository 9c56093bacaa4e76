import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { HttpRequest } from '../http/request'
import type { RouteRecord } from '../routing/route-record'
import type { Endpoint } from './endpoint'
import { splitTarget } from '../http/request-url'

/** A route with what answers it. */
export interface CompiledRoute {
  readonly record: RouteRecord
  readonly endpoint: Endpoint
}

export interface Dispatch {
  /** Refuses a request before its route is looked at; `undefined` lets it pass. */
  refusal(request: HttpRequest): unknown
  /** Goes on looking behind a route whose converters refused. */
  resume(request: HttpRequest, reply: FastifyReply, after: RouteRecord): void
  fail(request: HttpRequest, reply: FastifyReply, error: unknown): void
}

/** Register one Fastify route for each shape and set of methods; routes of one shape are tried in order. */
export function registerRoutes(
  fastify: FastifyInstance,
  routes: readonly CompiledRoute[],
  dispatch: Dispatch
): void {
  for (const { methods, candidates } of groupByShape(routes)) {
    fastify.route({
      method: methods as HTTPMethods[],
      url: candidates[0]!.record.pattern.shape,
      exposeHeadRoute: false,
      config: OURS,
      handler: compileHandler(candidates, dispatch)
    })
  }
}

// tells the routes of the application from those of plugins
const OURS = { nuages: true }

/** Refuse for the routes of plugins what is refused for ours; call it before any plugin is registered. */
export function guardForeignRoutes(fastify: FastifyInstance, dispatch: Dispatch): void {
  fastify.addHook('onRoute', (route) => {
    if ((route.config as typeof OURS | undefined)?.nuages) return
    route.onRequest = [
      (request, reply, done) => done(dispatch.refusal(request as HttpRequest) as Error | undefined),
      ...[route.onRequest ?? []].flat()
    ]
  })
}

interface Group {
  readonly methods: string[]
  readonly candidates: readonly CompiledRoute[]
}

function groupByShape(routes: readonly CompiledRoute[]): Group[] {
  const shapes = new Map<string, CompiledRoute[]>()
  for (const route of routes) {
    const { shapeKey } = route.record.pattern
    const known = shapes.get(shapeKey)
    if (known === undefined) shapes.set(shapeKey, [route])
    else known.push(route)
  }
  return [...shapes.values()].flatMap(groupsOf)
}

/** Methods with the very same candidates share a Fastify route. */
function groupsOf(routes: readonly CompiledRoute[]): Group[] {
  const groups: Group[] = []
  for (const method of new Set(routes.flatMap(({ record }) => methodsOf(record)))) {
    const candidates = routes.filter((route) => answers(route, method, routes))
    const same = groups.find((group) => isSame(group.candidates, candidates))
    if (same === undefined) groups.push({ methods: [method], candidates })
    else same.methods.push(method)
  }
  return groups
}

function methodsOf({ methods }: RouteRecord): readonly string[] {
  return methods.includes('GET') && !methods.includes('HEAD') ? [...methods, 'HEAD'] : methods
}

// GET answers HEAD too, but for a path that has a HEAD of its own
function answers(
  { record }: CompiledRoute,
  method: string,
  routes: readonly CompiledRoute[]
): boolean {
  if (record.methods.includes(method)) return true
  if (method !== 'HEAD' || !record.methods.includes('GET')) return false
  return !routes.some(
    ({ record: other }) => other.path === record.path && other.methods.includes('HEAD')
  )
}

function isSame(a: readonly CompiledRoute[], b: readonly CompiledRoute[]): boolean {
  return a === b || (a.length === b.length && a.every((route, index) => route === b[index]))
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => void

function compileHandler(candidates: readonly CompiledRoute[], dispatch: Dispatch): Handler {
  const [first] = candidates as [CompiledRoute]
  const { record, endpoint } = first
  if (candidates.length > 1) return tryEach(candidates, dispatch)
  if (record.pattern.isSimple && record.pattern.parameters.length === 0) {
    return (incoming, reply) => {
      const request = incoming as HttpRequest
      const refusal = dispatch.refusal(request)
      if (refusal !== undefined) return dispatch.fail(request, reply, refusal)
      request.route = record
      endpoint(request, reply)
    }
  }
  return tryEach(candidates, dispatch)
}

function tryEach(candidates: readonly CompiledRoute[], dispatch: Dispatch): Handler {
  const attempts = candidates.map(({ record, endpoint }) => ({
    record,
    endpoint,
    read: compileReader(record, candidates[0]!.record)
  }))
  const last = candidates.at(-1)!.record
  return (incoming, reply) => {
    const request = incoming as HttpRequest
    const refusal = dispatch.refusal(request)
    if (refusal !== undefined) return dispatch.fail(request, reply, refusal)
    for (let index = 0; index < attempts.length; index++) {
      const { record, endpoint, read } = attempts[index]!
      const params = read(request)
      if (params === undefined) continue
      request.params = params
      request.route = record
      return endpoint(request, reply)
    }
    dispatch.resume(request, reply, last)
  }
}

type ReadParams = (request: HttpRequest) => Record<string, unknown> | undefined

function compileReader({ pattern }: RouteRecord, registered: RouteRecord): ReadParams {
  if (!pattern.isSimple) return (request) => pattern.match(splitTarget(request.url).path)
  const convert = pattern.convertFor(registered.pattern.shape)
  return (request) => convert(request.params as Record<string, string>)
}
