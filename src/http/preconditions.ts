import { NuagesError } from '../errors'
import { parseHttpDate } from './http-date'

/** The part of a request that preconditions are in. */
export interface ConditionalRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** What is known of the thing as it is now. */
export interface Validators {
  /** With its quotes, and `W/` where it is weak. */
  readonly etag?: string
  readonly lastModified?: Date
}

export type Verdict = 'proceed' | 'not-modified' | 'failed'

/**
 * Whether to answer in full, with 304 or with 412, in the order of RFC 9110 13.2.2. Dates that are none are ignored;
 * `*` means anything with an entity tag or a date.
 */
export function evaluatePreconditions(request: ConditionalRequest, now: Validators): Verdict {
  if (['OPTIONS', 'TRACE', 'CONNECT'].includes(request.method)) return 'proceed'
  const ifMatch = headerOf(request, 'if-match')
  const ifNoneMatch = headerOf(request, 'if-none-match')
  const isRead = request.method === 'GET' || request.method === 'HEAD'

  if (ifMatch !== undefined) {
    if (!matches(ifMatch, now, strongMatch)) return 'failed'
  } else if (isModifiedSince(headerOf(request, 'if-unmodified-since'), now) === true) {
    return 'failed'
  }

  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, now, weakMatch)) return isRead ? 'not-modified' : 'failed'
  } else if (isRead && isModifiedSince(headerOf(request, 'if-modified-since'), now) === false) {
    return 'not-modified'
  }
  return 'proceed'
}

/** Whether a `Range` still counts (RFC 9110 13.1.5): `If-Range` names exactly the thing as it is now, or is absent. */
export function isRangeCurrent(request: ConditionalRequest, now: Validators): boolean {
  const ifRange = headerOf(request, 'if-range')
  if (ifRange === undefined) return true
  const etag = parseEtags(ifRange)[0]
  if (etag !== undefined) return now.etag !== undefined && strongMatch(etag, now.etag)
  return now.lastModified !== undefined && parseHttpDate(ifRange) === inSeconds(now.lastModified)
}

/** The entity tags of a header, `*` for all; what is not well-formed is passed over. */
export function parseEtags(header: string): string[] {
  return header.trim() === '*' ? ['*'] : (header.match(ETAGS) ?? [])
}

/** `text` as an entity tag: quoted, unless it is one already. */
export function quoteEtag(text: string): string {
  const etag = ETAG.test(text) ? text : `"${text}"`
  if (ETAG.test(etag)) return etag
  throw new NuagesError(
    'HTTP_BAD_ETAG',
    `${JSON.stringify(text)} cannot be an entity tag.`,
    'It may hold visible ASCII without quotes: send a hash of it.'
  )
}

// RFC 9110 8.8.3
const ETAG = /^(?:W\/)?"[!#-~\x80-\xff]*"$/
const ETAGS = /(?:W\/)?"[!#-~\x80-\xff]*"/g

function strongMatch(a: string, b: string): boolean {
  return a === b && !a.startsWith('W/')
}

function weakMatch(a: string, b: string): boolean {
  return a.replace(/^W\//, '') === b.replace(/^W\//, '')
}

function matches(header: string, now: Validators, isSame: typeof strongMatch): boolean {
  return parseEtags(header).some((etag) =>
    etag === '*'
      ? now.etag !== undefined || now.lastModified !== undefined
      : now.etag !== undefined && isSame(etag, now.etag)
  )
}

function isModifiedSince(header: string | undefined, now: Validators): boolean | undefined {
  const since = header === undefined ? undefined : parseHttpDate(header)
  if (since === undefined || now.lastModified === undefined) return undefined
  return inSeconds(now.lastModified) > since
}

// a header knows whole seconds, a file system more
function inSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000) * 1000
}

function headerOf({ headers }: ConditionalRequest, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
