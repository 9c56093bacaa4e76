import { percentEncode } from './percent-encode'

/**
 * `Content-Disposition` (RFC 6266): show the body, or save it under a name. The name is the last part of `filename`,
 * without control characters; where ASCII cannot say it, a rough copy for old clients stands beside the real one.
 */
export function contentDisposition(kind: 'inline' | 'attachment', filename = ''): string {
  const name = baseName(filename)
  if (name === '') return kind
  const fallback = name.replace(NOT_ASCII, '_')
  const parameters = `; filename="${fallback.replace(/["\\]/g, '\\$&')}"`
  if (fallback === name && !/%[0-9A-Fa-f]{2}/.test(name)) return kind + parameters
  // some clients decode percent signs in the plain parameter, so such a name is given twice as well (RFC 6266 D)
  return `${kind}${parameters}; filename*=UTF-8''${percentEncode(name, NOT_ATTR_CHAR)}`
}

// whole characters: an emoji is one underscore
const NOT_ASCII = /[^\x20-\x7e]/gu
// RFC 8187 3.2.1
const NOT_ATTR_CHAR = /[^\w!#$&+\-.^`|~]+/g
// C0, C1, and the marks that turn the reading direction: "exe.gpj" shown as "jpg.exe" (U+202E)
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

function baseName(filename: string): string {
  const parts = filename.replace(INVISIBLE, '').split(/[\\/]/)
  return parts[parts.length - 1]!
}
