import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

const STATUS_OF: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431
}

/** Answer what Node's parser refused: there is no request yet, so no middleware can see it. */
export function answerClientError(
  this: FastifyInstance,
  error: Error & { readonly code?: string },
  socket: Socket
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const status = STATUS_OF[error.code ?? ''] ?? 400
  const title = STATUS_CODES[status]!
  this.log.debug({ err: error }, `client error ${status}`)
  if (socket.writable && !isAnswering(socket)) {
    const body = JSON.stringify({ type: 'about:blank', title, status })
    const head = [
      `HTTP/1.1 ${status} ${title}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${body.length}`,
      'Connection: close'
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
  socket.destroy(error)
}

// a second head would become part of the body that is on its way
function isAnswering(socket: Socket): boolean {
  return (socket as { _httpMessage?: ServerResponse | null })._httpMessage?.headersSent === true
}
