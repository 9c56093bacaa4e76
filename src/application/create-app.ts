import type { FastifyReply, FastifyRequest } from 'fastify'
import { BootError, NuagesError, type Problem } from '../errors'
import { installBodyParsers } from '../http/body-parsers'
import { installHttpState } from '../http/request-state'
import { ConditionalGet } from '../middleware/conditional-get'
import type { MiddlewareLike } from '../middleware/middleware'
import { createResolver } from '../routing/resolver'
import { createReverser } from '../routing/reverser'
import type { RouteRecord } from '../routing/route-record'
import { scan } from '../routing/scanner'
import { resolveSettings, type ResolvedSettings } from '../settings'
import { actionTransactions, assertDatabase, logAfterCommit } from './action-transactions'
import type { AppSettings } from './app-settings'
import { Application } from './application'
import { closeConnectionsInTime } from './connections'
import { Dispatcher, installDispatcher } from './dispatch'
import { compileEndpoint, type Pipeline } from './endpoint'
import { createErrorResponder } from './error-response'
import { registerPlugins } from './fastify-plugins'
import { MiddlewareRegistry } from './middleware-registry'
import { createNotFound } from './not-found'
import { openAppDatabase, type Database } from './open-database'
import { guardForeignRoutes, type CompiledRoute } from './registrar'
import { Responder } from './responder'
import { adoptRequest, createServer } from './server'

/** Build an application; everything that is wrong with it is thrown at once, before a connection is accepted. */
export async function createApp(settings: AppSettings = {}): Promise<Application> {
  const resolved = resolveSettings(settings)
  const { records, problems } = scan(settings)
  // first: serializers are made of the models that it knows
  const { database, failure } = await tryToOpen(settings, resolved)
  try {
    const pipeline = createPipeline(settings, resolved, database)
    const compiled = compileAll(records, pipeline, problems)
    compiled.problems.push(...pipeline.middleware.problems)
    if (resolved.allowedHosts.length === 0) compiled.problems.push(NO_ALLOWED_HOSTS)
    assertNone(compiled.problems, failure)
    assertDatabase(settings.atomicRequests ?? false, database)
    const { routes } = compiled
    return await assemble({ settings, resolved, records, routes, pipeline, database })
  } catch (error) {
    await database?.destroy()
    throw error
  }
}

/** What an application is made of. */
interface Parts {
  readonly settings: AppSettings
  readonly resolved: ResolvedSettings
  readonly records: readonly RouteRecord[]
  readonly routes: readonly CompiledRoute[]
  readonly pipeline: Pipeline
  readonly database: Database | undefined
}

async function assemble(parts: Parts): Promise<Application> {
  const { settings, resolved, records, routes, pipeline, database } = parts
  const url = createReverser(records)
  const resolver = createResolver(records)
  const notFound = createNotFound({
    routes: records,
    resolver,
    appendSlash: settings.appendSlash ?? true,
    development: resolved.development,
    hasHandler: settings.errorHandlers?.[404] !== undefined
  })
  const dispatcher = new Dispatcher({ settings: resolved, resolver, routes, notFound, pipeline })
  const fastify = createServer(settings, resolved, onFrameworkError)
  if (database !== undefined) logAfterCommit(database, fastify.log)
  installBodyParsers(fastify, resolved)
  closeConnectionsInTime(fastify, settings.shutdownGrace ?? 10_000)
  installHttpState(fastify, { settings: resolved, reverse: url })
  guardForeignRoutes(fastify, dispatcher)
  registerPlugins(fastify, settings, dispatcher)
  await settings.plugins?.(fastify)
  installDispatcher(fastify, dispatcher)
  return new Application({
    fastify,
    settings: resolved,
    compiled: routes,
    dispatcher,
    url,
    database
  })

  function onFrameworkError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
    dispatcher.fail(adoptRequest(request), reply, error)
  }
}

/** The database, or why there is none: routes are looked at all the same. */
async function tryToOpen(
  settings: AppSettings,
  resolved: ResolvedSettings
): Promise<{ readonly database?: Database; readonly failure?: Error }> {
  try {
    return { database: await openAppDatabase(settings, resolved) }
  } catch (error) {
    return { failure: error as Error }
  }
}

/** Throw what is wrong; where there is no database, that is not the fault of those who need one. */
function assertNone(problems: readonly Problem[], failure: Error | undefined): void {
  const real = failure ? problems.filter(({ code }) => code !== 'MODEL_NO_DATABASE') : problems
  if (real.length > 0) throw new BootError(real)
  if (failure !== undefined) throw failure
}

const NO_ALLOWED_HOSTS: Problem = {
  code: 'APPLICATION_ALLOWED_HOSTS',
  message: 'Outside development an application must say which hosts it answers to.',
  hint: "Set allowedHosts: ['example.com'], or ['*'] where a proxy checks the Host header."
}

function createPipeline(
  settings: AppSettings,
  { development }: ResolvedSettings,
  database: Database | undefined
): Pipeline {
  const instances = new Map<object, unknown>()
  const builtIn: MiddlewareLike[] = settings.conditionalGet ? [ConditionalGet] : []
  const toErrorResponse = createErrorResponder({
    development,
    handlers: settings.errorHandlers ?? {}
  })
  return {
    development,
    middleware: new MiddlewareRegistry([...builtIn, ...(settings.middleware ?? [])]),
    toErrorResponse,
    responder: new Responder(toErrorResponse),
    transactionOf: actionTransactions(settings.atomicRequests ?? false, database),
    instanceOf(controller) {
      if (!instances.has(controller))
        instances.set(controller, new (controller as new () => unknown)())
      return instances.get(controller)
    }
  }
}

function compileAll(
  records: readonly RouteRecord[],
  pipeline: Pipeline,
  known: readonly Problem[]
): { routes: CompiledRoute[]; problems: Problem[] } {
  const problems = [...known]
  const routes: CompiledRoute[] = []
  for (const record of records) {
    try {
      routes.push({ record, endpoint: compileEndpoint(record, pipeline) })
    } catch (error) {
      problems.push(toProblem(error, record))
    }
  }
  return { routes, problems }
}

function toProblem(error: unknown, { name, file }: RouteRecord): Problem {
  if (error instanceof NuagesError) {
    return { code: error.code, message: `${error.what} (route ${name})`, hint: error.hint, file }
  }
  return {
    code: 'APPLICATION_ROUTE_FAILED',
    message: `Route ${name} cannot be prepared: ${error instanceof Error ? error.message : String(error)}`,
    file
  }
}
