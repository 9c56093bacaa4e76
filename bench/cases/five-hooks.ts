import { hash, randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cors from '@fastify/cors'
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import { fastify, type FastifyInstance } from 'fastify'

export const helmetOptions: FastifyHelmetOptions = { contentSecurityPolicy: false }

/** A Fastify with default options; with `hooks`, the five of the built-in parts as an application writes them. */
export async function bareFastify(hooks: boolean): Promise<FastifyInstance> {
  if (!hooks) return fastify()
  const app = fastify({ genReqId: () => randomUUID() })
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  await app.register(helmet, helmetOptions)
  await app.register(cors, { origin: 'https://example.com' })
  await app.register(compress)
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.method !== 'GET' || typeof payload !== 'string') return done()
    const etag = `"${hash('sha1', payload, 'base64url')}"`
    reply.header('etag', etag)
    if (request.headers['if-none-match'] !== etag) return done()
    reply.code(304)
    done(null, '')
  })
  return app
}
