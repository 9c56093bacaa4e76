import type { Readable } from 'node:stream'
import { NuagesError } from '../errors'
import { ResponseHeaders, type HeaderValue } from './headers'
import type { HttpRequest } from './request'

export interface ResponseOptions {
  readonly status?: number
  readonly headers?: Readonly<Record<string, HeaderValue>>
  readonly contentType?: string
}

/** What a response hands to the server: text, bytes, a stream, or nothing. */
export type Payload = string | Buffer | Readable | null

/** A response with a body in memory; `text/html` unless told otherwise, as in Django. */
export class HttpResponse {
  status: number
  readonly headers = new ResponseHeaders()
  protected body: string | Buffer

  constructor(body: string | Uint8Array = '', options: ResponseOptions = {}) {
    this.status = checkedStatus(options.status ?? 200)
    this.body = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    this.headers.values['content-type'] = 'text/html; charset=utf-8'
    if (options.contentType !== undefined) this.headers.set('Content-Type', options.contentType)
    for (const name in options.headers) this.headers.set(name, options.headers[name]!)
  }

  /** Whether the body is made while it is sent, so that nothing can read it beforehand. */
  get isStreaming(): boolean {
    return false
  }

  /** The whole body. A streaming response has none. */
  get content(): string | Buffer {
    return this.body
  }

  set content(body: string | Buffer) {
    this.body = body
  }

  /**
   * Work that needs the request and may fail (open a file, look up a route); runs once, when the action has
   * returned and before any middleware sees the response.
   */
  prepare?(request: HttpRequest): void | Promise<void>

  /** The body as the server takes it. Called once, last. */
  payload(): Payload {
    return this.content
  }
}

function checkedStatus(status: number): number {
  if (Number.isInteger(status) && status >= 100 && status <= 599) return status
  throw new NuagesError(
    'HTTP_BAD_STATUS',
    `${status} is not an HTTP status.`,
    'Use a whole number from 100 to 599.'
  )
}
