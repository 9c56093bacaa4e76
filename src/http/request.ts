import type { FastifyRequest } from 'fastify'
import { parseAccept, preferredType, type MediaRange } from './accept'
import { createClientSignal } from './client-signal'
import { parseCookies } from './cookies'
import { BadRequest } from './exceptions'
import { hasMoreFields, tooManyFields } from './field-limit'
import { formOf } from './form'
import { isJsonType, parseMediaType } from './media-type'
import { isSecure } from './proxy'
import { serverOf, stateOf } from './request-state'
import { decodePath, encodeTarget, resolveUrl, splitTarget } from './request-url'
import type { RouteInfo } from './route-info'
import { unsignCookie, type UnsignOptions } from './signing'

const kIsRequest = Symbol('nuages.isRequest')

/**
 * The request: Fastify's own, with what is here added to its prototype as lazy getters.
 *
 * A class merged with an interface, so that it may stand in a decorated signature.
 */
export abstract class HttpRequest {
  /** The route that was matched; `undefined` for a 404, a 405 and before routing. */
  declare route: RouteInfo | undefined

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && kIsRequest in value
  }

  /** What makes a Fastify request an `instanceof HttpRequest`. */
  get [kIsRequest](): true {
    return true
  }

  /** The path without query, percent-decoded: `/tags/a b`. */
  get path(): string {
    return (stateOf(this).path ??= decodePath(targetOf(this).path))
  }

  /** Path and query, percent-encoded: safe in a header and in a link. */
  get fullPath(): string {
    return encodeTarget(targetOf(this))
  }

  /** The query: order, blanks and repeats kept. `query` is Fastify's, as its schemas and plugins expect it. */
  get searchParams(): URLSearchParams {
    return (stateOf(this).searchParams ??= readSearchParams(this))
  }

  /** The fields of an urlencoded or multipart body; empty for every other type. */
  get form(): URLSearchParams {
    return (stateOf(this).form ??= readForm(this))
  }

  /** The bytes of a JSON, urlencoded or text body; `undefined` for other types and without a body. */
  get rawBody(): Buffer | undefined {
    return stateOf(this).rawBody
  }

  /** What the JSON body says; `BadRequest` where there is no body, or where it is of another type. */
  json<T = unknown>(): T {
    const { body, contentType } = this
    if (body !== undefined && isJsonType(contentType)) return body as T
    if (body === undefined) {
      throw new BadRequest('A body of JSON is expected.', { code: 'HTTP_BODY_MISSING' })
    }
    throw new BadRequest('A body of type application/json is expected.', {
      code: 'HTTP_BODY_NOT_JSON'
    })
  }

  /** The cookies by name. */
  get cookies(): Record<string, string | undefined> {
    const { fields } = serverOf(this).settings.limits
    return (stateOf(this).cookies ??= parseCookies(this.headers.cookie ?? '', fields))
  }

  /** The value of a cookie that this application signed; `undefined` without the cookie, else `BadSignature`. */
  signedCookie(name: string, options?: UnsignOptions): string | undefined {
    const signed = this.cookies[name]
    if (signed === undefined) return undefined
    return unsignCookie(name, signed, serverOf(this).settings.secretKeys, options)
  }

  /** A header by its name in any case. */
  header(name: string): string | undefined {
    const key = name.toLowerCase()
    const value = Object.hasOwn(this.headers, key) ? this.headers[key] : undefined
    return Array.isArray(value) ? value.join(', ') : value
  }

  /** The media type of the body in lower case, without parameters; empty where there is none. */
  get contentType(): string {
    return this.mediaType ?? ''
  }

  /** The parameters of the body's media type: `charset`, `boundary`. */
  get contentParams(): Readonly<Record<string, string>> {
    const header = this.headers['content-type'] ?? ''
    return (stateOf(this).contentParams ??= parseMediaType(header)?.params ?? {})
  }

  /** What the client accepts, best first. */
  get acceptedTypes(): readonly MediaRange[] {
    const ranges = (stateOf(this).accept ??= parseAccept(this.headers.accept))
    return ranges.filter(({ quality }) => quality > 0)
  }

  /** Whether the client accepts one of `types`. */
  accepts(...types: string[]): boolean {
    return this.preferredType(types) !== undefined
  }

  /** The one of `types` that the client likes best: the first without an Accept header, `undefined` for none. */
  preferredType<T extends string>(types: readonly T[]): T | undefined {
    return preferredType((stateOf(this).accept ??= parseAccept(this.headers.accept)), types)
  }

  /** Whether the client came by TLS, by way of a proxy if `proxy.protocol` is set. */
  get isSecure(): boolean {
    return isSecure(this.raw, serverOf(this).settings.proxy)
  }

  get scheme(): 'http' | 'https' {
    return this.isSecure ? 'https' : 'http'
  }

  /** `scheme` under Fastify's name, so that plugins see what `proxy.protocol` says. */
  get protocol(): 'http' | 'https' {
    return this.scheme
  }

  /** The host that was asked for, in lower case, with its port if one was given; throws `DisallowedHost`. */
  get host(): string {
    return serverOf(this).hostOf(this.raw)
  }

  /** The client's address: the socket's, or the one that trusted proxies name (`proxy.address`). */
  get ip(): string {
    return serverOf(this).addressOf(this.raw) ?? ''
  }

  /** The whole URL of this request, or of `location` as seen from it. */
  absoluteUrl(location?: string): string {
    const url = `${this.scheme}://${this.host}${this.fullPath}`
    return location === undefined ? url : resolveUrl(location, url)
  }

  /** The path of a route, from its name or its controller and the values it captures. */
  reverse(...args: unknown[]): string {
    return serverOf(this).reverse(...args)
  }

  /** Aborts when the client leaves before the response is complete. */
  get signal(): AbortSignal {
    return (stateOf(this).signal ??= createClientSignal(this.raw))
  }
}

export interface HttpRequest extends FastifyRequest {}

function targetOf(request: HttpRequest): { readonly path: string; readonly query: string } {
  return (stateOf(request).target ??= splitTarget(request.raw.url ?? '/'))
}

function readSearchParams(request: HttpRequest): URLSearchParams {
  const { query } = targetOf(request)
  const { fields } = serverOf(request).settings.limits
  if (hasMoreFields(query, '&', fields)) throw tooManyFields('query', fields)
  return new URLSearchParams(query)
}

function readForm({ body, contentType }: HttpRequest): URLSearchParams {
  const isForm = contentType === 'application/x-www-form-urlencoded'
  return isForm && typeof body === 'object' && body !== null ? formOf(body) : new URLSearchParams()
}
