import type {
  FastifyInstance,
  FastifyListenOptions,
  InjectOptions,
  LightMyRequestResponse
} from 'fastify'
import { NuagesError } from '../errors'
import { installRequest } from '../http/install-request'
import type { Url } from '../routing/reverser'
import type { ResolvedSettings } from '../settings'
import { registerRoutes, type CompiledRoute } from './registrar'
import type { Dispatcher } from './dispatch'
import type { Database } from './open-database'
import { createRouteList, type RouteList } from './route-list'
import { onShutdown } from './shutdown'
import { activate, deactivate } from './url'

export interface ApplicationParts {
  readonly fastify: FastifyInstance
  readonly settings: ResolvedSettings
  readonly compiled: readonly CompiledRoute[]
  readonly dispatcher: Dispatcher
  readonly url: Url
  readonly database?: Database
}

/** A configured Fastify instance with its routes, its database and its life. */
export class Application {
  /** Fastify itself: register plugins and hooks on it before `ready()`. */
  readonly fastify: FastifyInstance
  readonly settings: ResolvedSettings
  /** Every route, in the order in which they are matched; `console.log(app.routes)` prints them. */
  readonly routes: RouteList
  /** The data source of TypeORM, where the application has a database. */
  readonly database: Database | undefined
  /** Build a path from a route's name, or from a controller and its action. */
  readonly url: Url
  private booting: Promise<void> | undefined
  private isBooted = false
  private stopListening: (() => void) | undefined

  constructor(private readonly parts: ApplicationParts) {
    this.fastify = parts.fastify
    this.settings = parts.settings
    this.database = parts.database
    this.url = parts.url
    this.routes = createRouteList(parts.compiled.map(({ record }) => record))
    this.fastify.addHook('onReady', async () => this.assertBooted())
    activate(this.url)
  }

  /** Load plugins and register the routes. `listen` and `inject` call it. */
  ready(): Promise<void> {
    this.booting ??= this.boot()
    return this.booting
  }

  /** Accept connections; the answer is the address. Default: port 8000 of this machine. */
  async listen(options: FastifyListenOptions = {}): Promise<string> {
    await this.ready()
    const address = await this.fastify.listen({ port: 8000, host: '127.0.0.1', ...options })
    this.stopListening = onShutdown(() => this.close())
    return address
  }

  /** Send a request through the whole cycle without a socket. */
  async inject(request: InjectOptions | string): Promise<LightMyRequestResponse> {
    await this.ready()
    return this.fastify.inject(request)
  }

  /** Finish running requests, close idle connections, then the database. */
  async close(): Promise<void> {
    this.stopListening?.()
    deactivate(this.url)
    try {
      await this.fastify.close()
    } finally {
      if (this.database?.isInitialized) await this.database.destroy()
    }
  }

  private async boot(): Promise<void> {
    await this.fastify.after()
    installRequest(this.fastify)
    registerRoutes(this.fastify, this.parts.compiled, this.parts.dispatcher)
    this.isBooted = true
    await this.fastify.ready()
  }

  private assertBooted(): void {
    if (this.isBooted) return
    throw new NuagesError(
      'APPLICATION_NOT_READY',
      'Fastify was started before the application registered its routes.',
      'Call app.ready(), app.listen() or app.inject() instead of those of app.fastify.'
    )
  }
}
