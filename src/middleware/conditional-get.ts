import { hash } from 'node:crypto'
import { PreconditionFailed } from '../http/exceptions'
import { evaluatePreconditions } from '../http/preconditions'
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
    const { method } = request
    if (response.status !== 200 || (method !== 'GET' && method !== 'HEAD')) return response
    const { values } = response.headers
    if (values.etag === undefined && !response.isStreaming && !isNoStore(response)) {
      // a hash in base64 needs none of the checks of `headers.set`
      values.etag = `"${hash('sha1', response.content, 'base64url')}"`
    }
    const etag = response.headers.get('etag')
    const lastModified = dateOf(response.headers.get('last-modified'))
    if (etag === undefined && lastModified === undefined) return response
    const verdict = evaluatePreconditions(request, { etag, lastModified })
    if (verdict === 'failed') throw new PreconditionFailed()
    return verdict === 'not-modified' ? notModified(response) : response
  }
}

/** The 304 that stands for a response: the headers that caches need, and nothing else. */
function notModified(response: HttpResponse): HttpResponse {
  const answer = new NotModified()
  for (const name of KEPT) {
    const value = response.headers.values[name]
    if (value !== undefined) answer.headers.set(name, value)
  }
  return answer
}

function isNoStore({ headers }: HttpResponse): boolean {
  const { 'cache-control': cacheControl } = headers.values
  return cacheControl !== undefined && /\bno-store\b/i.test(String(cacheControl))
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text)
}
