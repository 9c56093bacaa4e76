import type { FastifyReply } from 'fastify'
import type { HttpRequest } from '../http/request'
import { loggable } from './loggable'

/** The last resort: nothing that could answer is left, so the client gets a bare 500 or a cut connection. */
export function abandon({ log }: HttpRequest, reply: FastifyReply, error: unknown): void {
  log.error({ err: loggable(error) }, 'The response could not be sent')
  const { raw } = reply
  if (raw.headersSent) {
    raw.destroy()
    return
  }
  reply.hijack()
  for (const name of raw.getHeaderNames()) raw.removeHeader(name)
  raw.writeHead(500, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  raw.end('Internal Server Error')
}
