import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'

const openStreams = new WeakMap<object, Set<Readable>>()

/**
 * Let a closing server end: connections that never asked for anything and event streams, which have no end of their
 * own, at once; what still runs after `grace` milliseconds is cut.
 */
export function closeConnectionsInTime(fastify: FastifyInstance, grace: number): void {
  const { server } = fastify
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    // no 'data' listener: it would take the socket from Node's parser, which costs a fifth of the speed
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  let timer: NodeJS.Timeout | undefined
  fastify.addHook('preClose', async () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    for (const stream of openStreams.get(server) ?? []) stream.destroy()
    timer = setTimeout(() => (server as Server).closeAllConnections(), grace)
  })
  fastify.addHook('onClose', async () => clearTimeout(timer))
}

/** Remember an event stream while it is being sent. */
export function keepStream(server: object, stream: Readable, response: NodeJS.EventEmitter): void {
  let streams = openStreams.get(server)
  if (streams === undefined) openStreams.set(server, (streams = new Set()))
  streams.add(stream)
  response.once('close', () => streams.delete(stream))
}
