import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'

/** Listen on a free port of the loopback. */
export async function listen(fastify: FastifyInstance): Promise<{ port: number }> {
  await fastify.listen({ host: '127.0.0.1', port: 0 })
  return { port: (fastify.server.address() as AddressInfo).port }
}
