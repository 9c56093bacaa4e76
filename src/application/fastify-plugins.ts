import compress, { type FastifyCompressOptions } from '@fastify/compress'
import cors from '@fastify/cors'
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type {
  FastifyInstance,
  FastifyPluginAsync,
  FastifyPluginCallback,
  FastifyPluginOptions
} from 'fastify'
import type { AppSettings } from './app-settings'

/** Register the built-in parts that are Fastify plugins, as far as the settings want them. */
export function registerPlugins(fastify: FastifyInstance, settings: AppSettings): void {
  const { security = true, cors: origins = false, compression = false } = settings
  if (settings.requestId) sendRequestId(fastify)
  if (security !== false) register(fastify, helmet, SECURITY, security)
  if (origins !== false) {
    leavePlainOptions(fastify)
    register(fastify, cors, { methods: METHODS }, origins)
  }
  if (compression !== false) {
    register(fastify, compress, COMPRESSION, compression)
    fastify.after(() => weakenEtags(fastify))
  }
}

// told once what the options are: inferring them through `register` takes the compiler minutes
function register<O extends FastifyPluginOptions>(
  fastify: FastifyInstance,
  plugin: FastifyPluginCallback<O> | FastifyPluginAsync<O>,
  defaults: NoInfer<O>,
  own: true | NoInfer<O>
): void {
  const options: FastifyPluginOptions = own === true ? defaults : { ...defaults, ...own }
  fastify.register(plugin as FastifyPluginCallback<FastifyPluginOptions>, options)
}

// the bytes are others than those the tag was made of (RFC 9110 8.8.1); routes get it behind the compression
function weakenEtags(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    route.onSend = [route.onSend ?? []].flat().concat((_request, reply, payload, done) => {
      const etag = reply.getHeader('etag')
      const isStrong = typeof etag === 'string' && etag.startsWith('"')
      if (isStrong && reply.hasHeader('content-encoding')) reply.header('etag', `W/${etag}`)
      done(null, payload)
    })
  })
}

const COMPRESSION: FastifyCompressOptions = { encodings: ['br', 'gzip', 'deflate', 'identity'] }

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

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

function sendRequestId(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
}

/** An OPTIONS request that asks for no CORS permission is answered with `Allow`, not by the CORS plugin. */
function leavePlainOptions(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (
      request.method === 'OPTIONS' &&
      request.headers['access-control-request-method'] === undefined
    ) {
      reply.callNotFound()
      return
    }
    done()
  })
}
