import { NuagesError } from '../errors'
import { percentEncode } from './percent-encode'

/** What a client is told about a cookie besides its name and value. */
export interface CookieOptions {
  /** Seconds; writes `Expires` too, for clients that know only that. */
  readonly maxAge?: number
  readonly expires?: Date
  /** Default `/`. */
  readonly path?: string
  /** Default: this host alone. */
  readonly domain?: string
  readonly secure?: boolean
  readonly httpOnly?: boolean
  readonly sameSite?: 'strict' | 'lax' | 'none'
}

// RFC 6265 4.1.1: a name is a token; a value has no space, quote, comma, semicolon or backslash
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const UNSAFE_IN_VALUE = /[^!#$&-+\--:<-[\]-~]+/g
const PATH = /^[\x20-\x3a\x3c-\x7e]*$/
const DOMAIN = /^\.?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/
const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' }
// RFC 6265 5.1.1 gives up on a year of five digits, and `toUTCString` on more
const LAST_EXPIRES = Date.UTC(9999, 11, 31, 23, 59, 59)

/** One `Set-Cookie` line; what a cookie value cannot hold is percent-encoded, and read back by `request.cookies`. */
export function serializeCookie(name: string, value: string, options: CookieOptions = {}): string {
  assertCookie(name, options)
  const { maxAge, path = '/', domain, secure, httpOnly, sameSite } = options
  const expires = options.expires ?? (maxAge === undefined ? undefined : dateIn(maxAge))
  let line = `${name}=${percentEncode(value, UNSAFE_IN_VALUE)}`
  if (maxAge !== undefined) line += `; Max-Age=${Math.floor(maxAge)}`
  if (expires !== undefined) line += `; Expires=${expires.toUTCString()}`
  if (path !== '') line += `; Path=${path}`
  if (domain !== undefined) line += `; Domain=${domain}`
  if (secure) line += '; Secure'
  if (httpOnly) line += '; HttpOnly'
  if (sameSite !== undefined) line += `; SameSite=${SAME_SITE[sameSite]}`
  return line
}

/** What a client compares to see whether a cookie replaces another. */
export function cookieKey(name: string, { path = '/', domain = '' }: CookieOptions): string {
  return `${name};${path};${domain.replace(/^\./, '').toLowerCase()}`
}

/** Whether browsers take a cookie of this name only with `Secure` (RFC 6265bis 4.1.3). */
export function needsSecure(name: string): boolean {
  return /^__(?:secure|host)-/i.test(name)
}

function dateIn(seconds: number): Date {
  return new Date(Math.min(Math.max(0, Date.now() + Math.floor(seconds) * 1000), LAST_EXPIRES))
}

function assertCookie(name: string, options: CookieOptions): void {
  const problem = problemOf(name, options)
  if (problem === undefined) return
  const [what, hint] = problem
  throw new NuagesError('HTTP_BAD_COOKIE', `Cookie ${JSON.stringify(name)}: ${what}.`, hint)
}

function problemOf(name: string, options: CookieOptions): [what: string, hint: string] | undefined {
  const { maxAge, expires, path = '/', domain, secure, sameSite } = options
  if (!NAME.test(name)) return ['this is not a cookie name', 'Use letters, digits, "-" and "_".']
  if (maxAge !== undefined && !Number.isSafeInteger(Math.floor(maxAge))) {
    return [`the maxAge ${maxAge} is not a number of seconds`, 'Leave it out for a session cookie.']
  }
  if (expires !== undefined && Number.isNaN(expires.getTime())) {
    return ['its expires is an invalid date', 'Leave it out for a session cookie.']
  }
  if (!PATH.test(path)) {
    return [`the path ${JSON.stringify(path)} holds a forbidden character`, 'Percent-encode it.']
  }
  if (domain !== undefined && !DOMAIN.test(domain)) {
    return [`${JSON.stringify(domain)} is not a domain`, 'Write it as in "example.com", in ASCII.']
  }
  if (sameSite !== undefined && !Object.hasOwn(SAME_SITE, sameSite)) {
    return [`the sameSite ${JSON.stringify(sameSite)} is unknown`, 'Use "strict", "lax" or "none".']
  }
  // browsers drop these without a word
  if (!secure && (sameSite === 'none' || needsSecure(name))) {
    return ['browsers refuse it without secure', 'Set secure: true.']
  }
  if (/^__host-/i.test(name) && (domain !== undefined || path !== '/')) {
    return ['browsers refuse it with a domain or a path', 'Leave out domain and path.']
  }
  return undefined
}
