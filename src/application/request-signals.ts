import type { HttpRequest } from '../http/request'
import { Signal } from '../signals'

/** Before anything is done for a request. */
export const requestStarted = new Signal<{ request: HttpRequest }>('requestStarted')

/** After the last byte was sent, or the client has left; 499 where it left before there was an answer. */
export const requestFinished = new Signal<{ request: HttpRequest; status: number }>(
  'requestFinished'
)

/** An error that became a 500. */
export const requestException = new Signal<{ request: HttpRequest; error: unknown }>(
  'requestException'
)
