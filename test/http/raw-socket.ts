import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Start `app` on a free port of this machine. */
export async function listen(app: FastifyInstance): Promise<number> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as AddressInfo).port
}

/** A connection that sends precisely `bytes` (Latin-1), for whatever a client library would put right. */
export async function dial(port: number, bytes: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(bytes, 'latin1')
  return socket
}

/** Send `bytes` and read until one response is complete or the server hangs up. */
export async function exchange(port: number, bytes: string): Promise<string> {
  const socket = await dial(port, bytes)
  try {
    return await readResponse(socket)
  } finally {
    socket.destroy()
  }
}

/** What comes down `socket`, until one response is complete or the server hangs up. */
export function readResponse(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const received = Buffer.concat(chunks)
      if (isComplete(received.toString('latin1'))) resolve(received.toString())
    })
    socket.once('error', reject)
    socket.once('close', () => resolve(Buffer.concat(chunks).toString()))
  })
}

function isComplete(response: string): boolean {
  const end = response.indexOf('\r\n\r\n')
  if (end === -1) return false
  const head = response.slice(0, end)
  const body = response.slice(end + 4)
  if (/^HTTP\/1\.1 (?:204|304)/.test(head)) return true
  if (/^transfer-encoding: *chunked/im.test(head)) return body.endsWith('0\r\n\r\n')
  const length = /^content-length: *(\d+)/im.exec(head)?.[1]
  return length !== undefined && body.length >= Number(length)
}
