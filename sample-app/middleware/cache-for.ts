import type { MiddlewareFunction } from 'nuages'

/** Let browsers and proxies keep good answers for so many seconds. */
export function cacheFor(seconds: number): MiddlewareFunction {
  return async function cacheControl(_request, next) {
    const response = await next()
    if (response.status === 200) {
      response.headers.setDefault('Cache-Control', `public, max-age=${seconds}`)
    }
    return response
  }
}
