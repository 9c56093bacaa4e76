import { NuagesError } from '../errors'

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i
const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const SLASH = 47
// all but what may stand in a path or a query; escapes that are complete stay
const TO_ENCODE = /%(?![0-9a-f]{2})|[^!$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]/gi

/** Whether a request target is a path or a web URL: a router that skips the first letter takes `*admin` for a path. */
export function isWebTarget(url: string): boolean {
  return url.charCodeAt(0) === SLASH || /^https?:\/\//i.test(url)
}

/** Take a request target apart where Fastify's router does: at the first `?` or `#`. */
export function splitTarget(url: string): { readonly path: string; readonly query: string } {
  // RFC 9112 3.2.2: a client may ask for a whole URL
  const target = url.charCodeAt(0) === SLASH ? url : url.replace(ORIGIN, '')
  const end = target.search(/[?#]/)
  if (end === -1) return { path: target || '/', query: '' }
  return { path: target.slice(0, end) || '/', query: target.slice(end + 1) }
}

/** Percent-decode a path once, as UTF-8; never throws: a stray `%` stays, and bad bytes become U+FFFD. */
export function decodePath(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString()
  )
}

/** Path and query as they may stand in a header or a page: whatever is no URL character is encoded. */
export function encodeTarget({ path, query }: { path: string; query: string }): string {
  // `//host` at the start would name another host (CVE-2018-14574)
  const safe = path.startsWith('//') ? `/%2F${path.slice(2)}` : path
  return (query === '' ? safe : `${safe}?${query}`).replace(TO_ENCODE, encodeByte)
}

/** `location` as seen from `base`: a whole URL stays as it is, the rest is joined as RFC 3986 says. */
export function resolveUrl(location: string, base: string): string {
  if (SCHEME.test(location)) return location
  try {
    return new URL(location, base).href
  } catch (cause) {
    throw new NuagesError(
      'HTTP_BAD_URL',
      `${JSON.stringify(location)} makes no URL.`,
      'Give a path, a whole URL, or //host/path.',
      { cause }
    )
  }
}

// Node reads a request target as Latin-1: a character is a byte
function encodeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
