import type { ServerOptions } from 'node:http'
import type { FastifyCompressOptions } from '@fastify/compress'
import type { FastifyCorsOptions } from '@fastify/cors'
import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { MiddlewareLike } from '../middleware/middleware'
import type { DatabaseOptions } from '../models/open-database'
import type { RouteSources } from '../routing/scanner'
import type { Settings } from '../settings'
import type { ErrorHandler } from './error-response'

/** Everything that `createApp` takes. Each key has a default; `createApp({})` answers 404 to everything. */
export interface AppSettings extends Settings {
  /** Controller classes, or a directory whose files export them. */
  readonly controllers?: RouteSources['controllers']
  /** A URLconf: `path()`, `rePath()` and `include()` entries. */
  readonly urls?: RouteSources['urls']
  /** Outermost first; runs around every request, 404 and 405 included. */
  readonly middleware?: readonly MiddlewareLike[]
  /** `sqlite:db.sqlite3`, `postgres://…`, options or a data source of TypeORM; `false` for none. */
  readonly database?: DatabaseOptions['database'] | false
  /** Entity classes, or a directory of them. Default: every entity that was imported. */
  readonly models?: DatabaseOptions['entities']
  /** Create and change tables from the entities at boot: for development, and where no data is lost by it. */
  readonly synchronize?: DatabaseOptions['synchronize']
  /** Run each action in a transaction, which is rolled back where the action throws. Default: `false`. */
  readonly atomicRequests?: boolean
  /** What TypeORM logs; its lines go to the console. */
  readonly databaseLogging?: DatabaseOptions['logging']
  /** As in Fastify: `true`, `false` or pino's options. Default: `true` outside tests. */
  readonly logger?: FastifyServerOptions['logger']
  /** What answers these statuses instead of the built-in page or problem. */
  readonly errorHandlers?: Readonly<Record<number, ErrorHandler>>
  /** Redirect `/articles` to `/articles/` where only that is a route. Default: `true`. */
  readonly appendSlash?: boolean
  /** Security headers, through @fastify/helmet. Default: on, without a content security policy. */
  readonly security?: boolean | FastifyHelmetOptions
  /** Cross-origin requests, through @fastify/cors. Default: off. */
  readonly cors?: boolean | FastifyCorsOptions
  /** Compressed responses, through @fastify/compress. Default: off. */
  readonly compression?: boolean | FastifyCompressOptions
  /** ETags and 304 for what is asked for again. Default: off. */
  readonly conditionalGet?: boolean
  /** Send `X-Request-Id`, and take the client's where it is trusted. Default: off. */
  readonly requestId?: boolean | { readonly trustClient: boolean }
  /** Milliseconds that running requests have to finish when the application closes. Default: 10,000. */
  readonly shutdownGrace?: number
  /** Registers Fastify plugins before the routes, so that their `onRoute` hooks see them. */
  readonly plugins?: (fastify: FastifyInstance) => unknown
  /** Options of the Fastify instance itself, for what has no name above. */
  readonly fastify?: FastifyOptions
}

/** Fastify's options but those that nuages sets itself, and those of Node's server. */
export type FastifyOptions = Omit<
  FastifyServerOptions,
  'logger' | 'querystringParser' | 'trustProxy'
> & { readonly http?: ServerOptions }
