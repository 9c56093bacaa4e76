import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { installBodyParsers } from '../../src/http/body-parsers'
import type { HttpError } from '../../src/http/exceptions'
import { installRequest } from '../../src/http/install-request'
import type { HttpRequest } from '../../src/http/request'
import { installHttpState } from '../../src/http/request-state'
import { resolveSettings, type Limits, type Settings } from '../../src/settings'

export const LIMITS: Limits = resolveSettings({}).limits

/** A Fastify application that has our requests, and answers errors with their code. */
export function createRequestApp(
  settings: Settings = {},
  options: FastifyServerOptions = {}
): FastifyInstance {
  const app = fastify(options) as unknown as FastifyInstance
  const resolved = resolveSettings({ allowedHosts: ['*'], secretKey: 'secret', ...settings })
  installHttpState(app, { settings: resolved, reverse: (...args) => `/${args.join('/')}` })
  installRequest(app)
  installBodyParsers(app, resolved)
  app.setErrorHandler((error: Partial<HttpError>, _request, reply) => {
    void reply.code(error.statusCode ?? 500).send({ code: error.code, detail: error.detail })
  })
  return app
}

/** An application that answers every path with what `read` finds in the request, as JSON under `value`. */
export function createEcho(
  read: (request: HttpRequest) => unknown,
  settings?: Settings,
  options?: FastifyServerOptions
): FastifyInstance {
  const app = createRequestApp(settings, options)
  app.all('/*', (request) => ({ value: read(request as HttpRequest) }))
  return app
}
