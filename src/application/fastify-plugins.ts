import type { FastifyCompressOptions } from '@fastify/compress'
import type { FastifyCorsOptions } from '@fastify/cors'
import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance, FastifyPluginCallback, FastifyPluginOptions } from 'fastify'
import type { HttpRequest } from '../http/request'
import type { AppSettings } from './app-settings'
import type { Dispatch } from './registrar'

/** Register the built-in parts that are Fastify plugins, as far as the settings want them. */
export function registerPlugins(
  fastify: FastifyInstance,
  settings: AppSettings,
  dispatch: Dispatch
): void {
  const { security = true, cors = false, compression = false } = settings
  if (security !== false) register(fastify, '@fastify/helmet', SECURITY, security)
  if (cors !== false) {
    guardPreflights(fastify, dispatch)
    register(fastify, '@fastify/cors', CORS, cors)
  }
  if (compression !== false) {
    register(fastify, '@fastify/compress', COMPRESSION, compression)
    fastify.after(() => finishCompression(fastify))
  }
}

// required where it is wanted: all of them together take a twentieth of the start of an application
function register(
  fastify: FastifyInstance,
  name: string,
  defaults: FastifyPluginOptions,
  own: true | FastifyPluginOptions
): void {
  const plugin = require(name) as FastifyPluginCallback<FastifyPluginOptions>
  fastify.register(plugin, own === true ? defaults : { ...defaults, ...own })
}

// Django's SecurityMiddleware and XFrameOptionsMiddleware (django-cycle 10.1, 10.2); HSTS and CSP are yours to switch on
const SECURITY: FastifyHelmetOptions = {
  contentSecurityPolicy: false,
  crossOriginEmbedderPolicy: false,
  crossOriginResourcePolicy: false,
  originAgentCluster: false,
  dnsPrefetchControl: false,
  xDownloadOptions: false,
  permittedCrossDomainPolicies: false,
  xXssProtection: false,
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'same-origin' },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  frameguard: { action: 'deny' }
}

const CORS: FastifyCorsOptions = { methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] }

const COMPRESSION: FastifyCompressOptions = { encodings: ['br', 'gzip', 'deflate', 'identity'] }

/** The CORS plugin answers what asks for its permission, of a host that is ours; a plain OPTIONS gets `Allow`. */
function guardPreflights(fastify: FastifyInstance, dispatch: Dispatch): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.method !== 'OPTIONS') return done()
    if (request.headers['access-control-request-method'] === undefined) reply.callNotFound()
    else done(dispatch.refusal(request as HttpRequest) as Error | undefined)
  })
}

/**
 * What the plugin leaves out: caches are told of the choice where it fell on no compression, and a strong ETag becomes
 * weak where the bytes are others than those it was made of (RFC 9110 8.8.1).
 */
function finishCompression(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    route.onSend = [route.onSend ?? []].flat().concat((_request, reply, payload, done) => {
      const etag = reply.getHeader('etag')
      const vary = reply.getHeader('vary')
      if (vary === undefined) reply.header('vary', 'accept-encoding')
      else if (!/accept-encoding|\*/i.test(String(vary))) {
        reply.header('vary', `${String(vary)}, accept-encoding`)
      }
      const isStrong = typeof etag === 'string' && etag.startsWith('"')
      if (isStrong && reply.hasHeader('content-encoding')) reply.header('etag', `W/${etag}`)
      done(null, payload)
    })
  })
}
