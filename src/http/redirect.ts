import { NuagesError } from '../errors'
import { BadRequest } from './exceptions'
import { percentEncode } from './percent-encode'
import type { HttpRequest } from './request'
import { HttpResponse, type ResponseOptions } from './response'

/** A redirect that would send people to where no redirect may lead. */
export class DisallowedRedirect extends BadRequest {
  constructor(detail: string, hint?: string) {
    super(detail, { code: 'HTTP_DISALLOWED_REDIRECT', hint })
  }
}

/** What builds the URL of a route: `request` does. */
interface Reverser {
  reverse(...target: unknown[]): string
}

/** A route and what goes into its path: what `url()` takes. */
export type RouteTarget = readonly unknown[]

/**
 * A redirect to a URL: 302 unless told otherwise. What is given is taken at its word, other hosts included
 * (`//host/path` too): check a target that a client sent. Only http, https and ftp pass.
 */
export class Redirect extends HttpResponse {
  private readonly target?: RouteTarget

  constructor(target: string | URL | RouteTarget, options: ResponseOptions = {}) {
    super('', { ...options, status: checkedStatus(options.status ?? 302) })
    this.headers.delete('Content-Type')
    if (target instanceof Array) this.target = target
    else this.headers.set('Location', locationOf(String(target)))
  }

  /** A redirect to a named route, or to an action of a controller: takes what `url()` takes. */
  static to(...target: RouteTarget): Redirect {
    return new Redirect(target)
  }

  /** Where to; of a named route it is known when the action has returned. */
  get url(): string | undefined {
    return this.headers.get('Location')
  }

  /** The same redirect with another status: `Redirect.to('article.list').as(303)`. */
  as(status: number): this {
    this.status = checkedStatus(status)
    return this
  }

  override prepare(request: HttpRequest): void {
    if (this.target === undefined || this.headers.has('Location')) return
    const path = (request as unknown as Reverser).reverse(...this.target)
    // a path parameter must not turn into the host of another site
    this.headers.set('Location', locationOf(path.replace(/^\/\//, '/%2F')))
  }

  override payload(): undefined {
    return undefined
  }
}

const STATUSES = [301, 302, 303, 307, 308]
const SCHEMES = ['http', 'https', 'ftp']
// as Django's MAX_URL_REDIRECT_LENGTH
const MAX_LENGTH = 16_384
// what stands in no URI (RFC 3986 2), and a "%" that begins no escape
const UNSAFE_IN_URI = /%(?![0-9A-Fa-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]+/g
// browsers skip leading spaces, and control characters anywhere: "java\tscript:" would run
// eslint-disable-next-line no-control-regex
const MISLEADING = /^\s|[\x00-\x1f\x7f]/

function locationOf(url: string): string {
  if (url === '') throw new DisallowedRedirect('A redirect has no target.')
  if (MISLEADING.test(url)) {
    throw new DisallowedRedirect('The target of a redirect holds control characters.')
  }
  const scheme = /^([^:/?#]*):/.exec(url)?.[1]
  if (scheme !== undefined && !SCHEMES.includes(scheme.toLowerCase())) {
    throw new DisallowedRedirect(
      'The target of a redirect is not a web address.',
      `Its scheme is ${JSON.stringify(scheme)}: http, https and ftp pass. Begin a path with "/" or "./".`
    )
  }
  if (url.length <= MAX_LENGTH) {
    const location = percentEncode(withAsciiHost(url), UNSAFE_IN_URI)
    if (location.length <= MAX_LENGTH) return location
  }
  throw new DisallowedRedirect(`The target of a redirect is longer than ${MAX_LENGTH} characters.`)
}

function withAsciiHost(url: string): string {
  const authority = /^(?:[^:/?#]*:)?\/\/([^/?#\\]*)/.exec(url)?.[1] ?? ''
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(authority)) return url
  const absolute = url.startsWith('//') ? `http:${url}` : url
  if (!URL.canParse(absolute)) {
    throw new DisallowedRedirect('The host of a redirect is not a host name.')
  }
  return url.replace(authority, () => authority.replace(/[^@]*$/, new URL(absolute).host))
}

function checkedStatus(status: number): number {
  if (STATUSES.includes(status)) return status
  throw new NuagesError(
    'HTTP_BAD_REDIRECT_STATUS',
    `${status} is not the status of a redirect.`,
    `Use ${STATUSES.join(', ')}.`
  )
}
