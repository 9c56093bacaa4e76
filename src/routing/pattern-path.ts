// stands for a slash inside a segment while segments are joined by slashes: no decoded text can hold it
const HIDDEN_SLASH = '\uD800'

// RFC 3986 3.3: what a path may hold besides what encodeURIComponent leaves alone
const NEEDS_NOTHING = /^[\w\-.~!$&'()*+,;=:@/]*$/
const ALLOWED = /%(?:2F|3A|40|24|26|2B|2C|3B|3D)/g
const DOT_SEGMENT = /\/\.{1,2}(?:\/|$)/

/** The segments of a raw path, split first and decoded after; `undefined` where it is not UTF-8 or no path. */
export function splitPath(path: string): readonly string[] | undefined {
  if (!path.startsWith('/')) return undefined
  const segments = path.slice(1).split('/')
  if (!path.includes('%')) return segments
  try {
    return segments.map((segment) => decodeURIComponent(segment))
  } catch {
    return undefined
  }
}

/** Text as it stands in a URL: slashes stay, hidden ones become `%2F`. */
export function encodePath(text: string): string {
  if (NEEDS_NOTHING.test(text)) return text
  const parts = text.split(HIDDEN_SLASH).map((part) => encodeURIComponent(part))
  return parts.map((part) => part.replace(ALLOWED, decodeURIComponent)).join('%2F')
}

/** Whether a client would shorten the path before it sends it (RFC 3986 5.2.4). */
export function hasDotSegment(path: string): boolean {
  return DOT_SEGMENT.test(path)
}

/** A path under a prefix: one slash in front, never two in a row; an empty path is the prefix itself. */
export function joinPaths(prefix: string, path: string): string {
  return `/${prefix}${path === '' ? '' : '/'}${path}`.replace(/\/{2,}/g, '/')
}

export function hideSlashes(text: string): string {
  return text.replaceAll('/', HIDDEN_SLASH)
}

export function showSlashes(text: string): string {
  return text.replaceAll(HIDDEN_SLASH, '/')
}
