import type { Readable } from 'node:stream'
import { NuagesError } from '../errors'
import { ResponseHeaders, type HeaderValue } from './headers'
import type { HttpRequest } from './request'
import { cookieKey, needsSecure, serializeCookie, type CookieOptions } from './set-cookie'

export interface ResponseOptions {
  readonly status?: number
  readonly headers?: Readonly<Record<string, HeaderValue>>
  readonly contentType?: string
}

/** What a response hands to the server: text, bytes, a stream, or nothing. */
export type Payload = string | Buffer | Readable | undefined

/** A response with a body in memory; `text/html` unless told otherwise, as in Django. */
export class HttpResponse {
  status: number
  readonly headers = new ResponseHeaders()
  protected body: string | Buffer
  private cookieLines?: Map<string, string>

  /** `type` is what a subclass sends where `options` name no content type. */
  constructor(
    body: string | Uint8Array = '',
    options: ResponseOptions = {},
    type = 'text/html; charset=utf-8'
  ) {
    this.status = checkedStatus(options.status ?? 200)
    this.body =
      typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    this.headers.values['content-type'] = type
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

  /** Send a cookie; of the same name, path and domain the last one counts. */
  setCookie(name: string, value: string, options: CookieOptions = {}): this {
    const line = serializeCookie(name, value, options)
    const key = cookieKey(name, options)
    this.cookieLines ??= new Map()
    const replaced = this.cookieLines.get(key)
    const lines = [this.headers.values['set-cookie'] ?? []].flat()
    this.headers.set('Set-Cookie', [...lines.filter((other) => other !== replaced), line])
    this.cookieLines.set(key, line)
    return this
  }

  /** Make the client forget a cookie; path and domain have to be those it was set with. */
  deleteCookie(name: string, options: Pick<CookieOptions, 'path' | 'domain'> = {}): this {
    return this.setCookie(name, '', {
      path: options.path,
      domain: options.domain,
      maxAge: 0,
      expires: new Date(0),
      secure: needsSecure(name)
    })
  }

  /**
   * Work that needs the request and may fail (open a file, look up a route); runs once, when the action has
   * returned and before any middleware sees the response.
   */
  prepare?(request: HttpRequest): void | Promise<void>

  /** The body as the server takes it. Called once, last. */
  payload(): Payload {
    return hasNoBody(this.status) ? undefined : this.content
  }

  /** Let go of what a response holds that will not be sent; harmless afterwards. */
  close?(): void
}

/** Whether an answer of this status ends with its head (RFC 9110 6.4.1). */
export function hasNoBody(status: number): boolean {
  return status === 204 || status === 304 || status === 205 || status < 200
}

function checkedStatus(status: number): number {
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status
  throw new NuagesError(
    'HTTP_BAD_STATUS',
    `${status} is not the status of a response.`,
    'Use a whole number from 200 to 599: what is below announces a response that is still to come.'
  )
}
