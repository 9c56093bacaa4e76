import { hash } from 'node:crypto'
import { evaluatePreconditions, quoteEtag } from '../http/preconditions'
import type { HttpRequest } from '../http/request'
import type { HttpResponse } from '../http/response'
import { NotModified } from '../http/status-responses'
import type { Middleware } from './middleware'

// RFC 9110 15.4.5, and cookies as in Django
const KEPT = [
  'cache-control',
  'content-location',
  'date',
  'etag',
  'expires',
  'last-modified',
  'vary',
  'set-cookie'
]

/**
 * Give each answer to a GET an ETag made of its body, and answer 304 where the client has it already
 * (django-cycle 10.13). Streams and `no-store` pass untouched.
 */
export class ConditionalGet implements Middleware {
  processResponse(request: HttpRequest, response: HttpResponse): HttpResponse {
    const { headers } = response
    if (request.method !== 'GET' && request.method !== 'HEAD') return response
    if (response.status !== 200) return response
    if (!response.isStreaming && !headers.has('etag') && !isNoStore(headers.get('cache-control'))) {
      headers.set('ETag', quoteEtag(hash('sha1', response.content, 'base64url')))
    }
    const etag = headers.get('etag')
    const lastModified = dateOf(headers.get('last-modified'))
    if (etag === undefined && lastModified === undefined) return response
    return evaluatePreconditions(request, { etag, lastModified }) === 'not-modified'
      ? notModified(response)
      : response
  }
}

/** The 304 that stands for a response: the headers that caches need, and nothing else. */
export function notModified(response: HttpResponse): HttpResponse {
  const answer = new NotModified()
  for (const name of KEPT) {
    const value = response.headers.values[name]
    if (value !== undefined) answer.headers.set(name, value)
  }
  return answer
}

function isNoStore(cacheControl: string | undefined): boolean {
  return cacheControl !== undefined && /\bno-store\b/i.test(cacheControl)
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text)
}
