import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const hosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What five of the built-in middlewares do, as a Fastify application has it: plugins and hooks. */
export async function installFiveHooks(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (hosts.has(request.hostname)) done()
    else void reply.code(400).send()
  })
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  await fastify.register(helmet)
  await fastify.register(cors, { origin: 'https://example.com' })
  fastify.addHook('onSend', (request, reply, payload, done) => {
    reply.header('server-timing', `app;dur=${reply.elapsedTime}`)
    done(null, payload)
  })
}
