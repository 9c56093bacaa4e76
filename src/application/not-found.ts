import { MethodNotAllowed, NotFound } from '../http/exceptions'
import { Redirect } from '../http/redirect'
import { HttpResponse } from '../http/response'
import type { View } from '../middleware/chain'
import type { Resolver } from '../routing/resolver'
import type { RouteRecord } from '../routing/route-record'
import { triedRoutesPage } from './debug-page'
import { wantsPage } from './problem'
import { splitTarget } from '../http/request-url'

export interface NotFoundOptions {
  readonly routes: readonly RouteRecord[]
  readonly resolver: Resolver<RouteRecord>
  readonly appendSlash: boolean
  readonly development: boolean
  /** Whether the application answers 404 by a handler of its own. */
  readonly hasHandler: boolean
}

/** Answers what no route did: `OPTIONS`, a method that is not there, a missing slash, or nothing at all. */
export function createNotFound(options: NotFoundOptions): View {
  const { routes, resolver, appendSlash, development, hasHandler } = options
  return (request) => {
    const { path, query } = splitTarget(request.url)
    const methods = path === '*' ? methodsOfAll(routes) : resolver.methodsOf(path)
    if (methods.length > 0) {
      if (request.method === 'OPTIONS') return optionsResponse(methods)
      // a plugin or an action may say 404 where there is a route
      if (!methods.includes(request.method)) throw new MethodNotAllowed(methods)
    }
    if (
      appendSlash &&
      !path.endsWith('/') &&
      resolver.methodsOf(`${path}/`).includes(request.method)
    ) {
      return slashRedirect(request.method, path, query)
    }
    if (development && !hasHandler && wantsPage(request)) return triedRoutesPage(request, routes)
    throw new NotFound()
  }
}

// what `OPTIONS *` asks for (RFC 9110 9.3.7)
function methodsOfAll(routes: readonly RouteRecord[]): string[] {
  return [...new Set([...routes.flatMap(({ methods }) => methods), 'HEAD', 'OPTIONS'])]
}

function optionsResponse(methods: readonly string[]): HttpResponse {
  const response = new HttpResponse('', {
    headers: { Allow: methods.join(', '), 'Content-Length': '0' }
  })
  response.headers.delete('Content-Type')
  return response
}

// 301 lets a client turn a POST into a GET, 308 does not (django-cycle 4.2); `//` would name another host (4.3)
function slashRedirect(method: string, path: string, query: string): HttpResponse {
  const status = method === 'GET' || method === 'HEAD' ? 301 : 308
  return new Redirect(`${path.replace(/^\/{2,}/, '/%2F')}/${query === '' ? '' : `?${query}`}`, {
    status
  })
}
