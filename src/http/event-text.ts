import { NuagesError } from '../errors'
import { encodeJson } from './json-encoder'

/** One message of an event stream. */
export interface ServerEvent {
  /** Text as it is; anything else as JSON. Without it the client hears nothing, but remembers `id` and `retry`. */
  readonly data?: unknown
  /** The name that `addEventListener` is given; default `message`. */
  readonly event?: string
  /** What the client sends back as `Last-Event-ID` when it comes again. */
  readonly id?: string | number
  /** Milliseconds until the client comes again after the connection is lost. */
  readonly retry?: number
}

/** A message as it is sent (WHATWG HTML, 9.2.5). */
export function eventText({ data, event, id, retry }: ServerEvent): string {
  let text = ''
  if (event !== undefined) text += `event: ${oneLine('event', event)}\n`
  if (id !== undefined) text += `id: ${oneLine('id', String(id))}\n`
  if (retry !== undefined) text += `retry: ${milliseconds(retry)}\n`
  if (data !== undefined) {
    const lines = (typeof data === 'string' ? data : encodeJson(data)).split(/\r\n|\r|\n/)
    for (const line of lines) text += `data: ${line}\n`
  }
  return `${text}\n`
}

// a client forgets an id with a NUL in it
function oneLine(field: string, text: string): string {
  if (!/[\r\n\0]/.test(text)) return text
  throw new NuagesError(
    'HTTP_BAD_EVENT',
    `The ${field} of a server-sent event holds a line break or NUL.`,
    'Only data may have several lines.'
  )
}

function milliseconds(retry: number): number {
  if (Number.isSafeInteger(retry) && retry >= 0) return retry
  throw new NuagesError(
    'HTTP_BAD_EVENT',
    `The retry of a server-sent event is ${retry}.`,
    'It is a whole number of milliseconds.'
  )
}
