import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { HttpRequest } from '../http/request'
import { createQueryParser } from '../http/query-string'
import type { ResolvedSettings } from '../settings'
import type { AppSettings } from './app-settings'
import { answerClientError } from './client-errors'
import { RequestObserver } from './request-observer'

export type FrameworkErrorHandler = (
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply
) => void

/** Make the Fastify instance of an application; `onFrameworkError` gets what fails before a route is looked for. */
export function createServer(
  settings: AppSettings,
  resolved: ResolvedSettings,
  onFrameworkError: FrameworkErrorHandler
): FastifyInstance {
  const { fastify: own = {} } = settings
  // an instance of the application's own takes the place of the setting
  const hasOwnLogger = own.loggerInstance !== undefined
  const { logger = hasOwnLogger ? undefined : process.env.NODE_ENV !== 'test' } = settings
  const { requestId = false } = settings
  return fastify({
    ...own,
    bodyLimit: own.bodyLimit ?? resolved.limits.body,
    // a slow client may take a minute for its head and five for its body (django-cycle 17.4)
    requestTimeout: own.requestTimeout ?? 300_000,
    http: {
      headersTimeout: 60_000,
      connectionsCheckingInterval: 5_000,
      ...own.http
    },
    genReqId: own.genReqId ?? requestIds(requestId),
    clientErrorHandler: own.clientErrorHandler ?? answerClientError,
    logger,
    logController: new RequestObserver({
      isLogging: logger !== false,
      sendsId: requestId !== false
    }),
    frameworkErrors: onFrameworkError,
    routerOptions: {
      // Fastify's 100 turns longer segments into a 404
      maxParamLength: 16_384,
      ...own.routerOptions,
      querystringParser: createQueryParser(resolved.limits)
    }
  } as object) as FastifyInstance
}

const CLIENT_ID = /^[\w.-]{1,128}$/

function requestIds(
  setting: AppSettings['requestId']
): ((raw: IncomingMessage) => string) | undefined {
  if (!setting) return undefined
  if (setting === true || !setting.trustClient) return () => randomUUID()
  return ({ headers }) => {
    const given = headers['x-request-id']
    return typeof given === 'string' && CLIENT_ID.test(given) ? given : randomUUID()
  }
}

/** Fastify hands over what it could not route as a bare request, without what was added to the prototype. */
export function adoptRequest(request: FastifyRequest): HttpRequest {
  const server = request.server as unknown as Record<symbol, { readonly prototype: object }>
  const key = Object.getOwnPropertySymbols(server).find(
    ({ description }) => description === 'fastify.Request'
  )
  if (key !== undefined) Object.setPrototypeOf(request, server[key]!.prototype)
  return request as HttpRequest
}
