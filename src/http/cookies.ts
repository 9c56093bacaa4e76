import { hasMoreFields, tooManyFields } from './field-limit'

/**
 * Read a Cookie header: quotes removed, percent-decoded where that is possible, junk left out.
 *
 * Of two cookies with one name the first wins: browsers send the one with the more specific path first
 * (RFC 6265 5.4).
 */
export function parseCookies(header: string, limit: number): Record<string, string | undefined> {
  if (hasMoreFields(header, ';', limit)) throw tooManyFields('Cookie header', limit)
  // no prototype: a cookie may be called `__proto__` or `constructor`
  const cookies: Record<string, string | undefined> = Object.create(null)
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    const name = pair.slice(0, equals).trim()
    if (equals !== -1 && name !== '') cookies[name] ??= decodeValue(pair.slice(equals + 1).trim())
  }
  return cookies
}

function decodeValue(value: string): string {
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"')
  const text = isQuoted ? value.slice(1, -1) : value
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
