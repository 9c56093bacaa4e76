import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * A signal that aborts when the client leaves before the response is complete, and not otherwise.
 *
 * Fastify's own listens to the request's `close`, which Node also emits when a body was read to its end.
 */
export function createClientSignal(raw: IncomingMessage): AbortSignal {
  const controller = new AbortController()
  const response = responseOf(raw)
  if (response === undefined) {
    // pipelined behind another response, or HTTP/2
    raw.once('aborted', () => controller.abort())
    return controller.signal
  }
  const onClose = () => {
    if (!response.writableFinished) controller.abort()
  }
  if (response.closed) onClose()
  else response.once('close', onClose)
  return controller.signal
}

// a request does not know its response; the socket of an HTTP/1 server knows the one it is sending
function responseOf(raw: IncomingMessage): ServerResponse | undefined {
  const response = (raw.socket as { _httpMessage?: ServerResponse } | null)?._httpMessage
  return response?.req === raw ? response : undefined
}
