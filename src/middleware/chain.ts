import type { HttpRequest } from '../http/request'
import type { HttpResponse } from '../http/response'
import type { RouteInfo } from '../http/route-info'
import {
  checkedResponse,
  composeHooks,
  isPromise,
  replace,
  type MaybePromise,
  type Run,
  type ToErrorResponse
} from './hooks'
import type { Middleware, MiddlewareFunction } from './middleware'

/** The innermost part of a chain: calls the action and may fail. */
export type View = (request: HttpRequest, reply: unknown) => MaybePromise<HttpResponse>

export interface ChainEnds {
  readonly view: View
  /** Absent for a 404 or 405: then no `processView` runs. */
  readonly route?: RouteInfo
  readonly toErrorResponse: ToErrorResponse
}

/**
 * Compose `layers`, outermost first, around a view. Runs once per route at boot.
 *
 * Neighbouring split hooks become one flat loop; a function wraps all that follows it.
 */
export function composeChain(
  layers: readonly (Middleware | MiddlewareFunction)[],
  ends: ChainEnds
): Run {
  const { toErrorResponse } = ends
  let run = composeView(
    layers.filter((layer): layer is Middleware => typeof layer !== 'function'),
    ends
  )
  let hooks: Middleware[] = []
  for (const layer of [...layers].reverse()) {
    if (typeof layer !== 'function') {
      hooks.unshift(layer)
      continue
    }
    run = composeFunction(layer, wrap(run), toErrorResponse)
    hooks = []
  }
  return wrap(run)

  function wrap(inner: Run): Run {
    return hooks.length === 0 ? inner : composeHooks(hooks, inner, toErrorResponse)
  }
}

function composeFunction(
  layer: MiddlewareFunction,
  inner: Run,
  toErrorResponse: ToErrorResponse
): Run {
  const name = `The middleware ${layer.name || 'function'}()`
  return async (request, reply) => {
    const made: HttpResponse[] = []
    let isOver = false
    const next = async () => {
      const response = await inner(request, reply)
      // one that comes when the layer has answered goes nowhere
      if (isOver) response.close?.()
      else made.push(response)
      return response
    }
    try {
      const response = checkedResponse(await layer(request, next), name)
      for (const other of made) replace(other, response)
      return response
    } catch (error) {
      for (const response of made) response.close?.()
      return await toErrorResponse(error, request)
    } finally {
      isOver = true
    }
  }
}

/** `processView` outermost first, the view, `processException` innermost first (django-cycle 6.4, 6.6). */
function composeView(
  layers: readonly Middleware[],
  { view, route, toErrorResponse }: ChainEnds
): Run {
  const before =
    route === undefined ? [] : layers.flatMap((layer) => layer.processView?.bind(layer) ?? [])
  const rescue =
    route === undefined
      ? []
      : [...layers].reverse().flatMap((layer) => layer.processException?.bind(layer) ?? [])

  if (before.length === 0) return answer
  return (request, reply) => {
    try {
      const early = firstResponse(before, (hook) => hook(request, route!))
      if (early === undefined) return answer(request, reply)
      if (!isPromise(early)) return early
      return early.then(
        (response) => response ?? answer(request, reply),
        (error: unknown) => toErrorResponse(error, request)
      )
    } catch (error) {
      return toErrorResponse(error, request)
    }
  }

  function answer(request: HttpRequest, reply: unknown): MaybePromise<HttpResponse> {
    try {
      const response = view(request, reply)
      return isPromise(response)
        ? response.catch((error: unknown) => recover(request, error))
        : response
    } catch (error) {
      return recover(request, error)
    }
  }

  function recover(request: HttpRequest, error: unknown): MaybePromise<HttpResponse> {
    if (rescue.length === 0) return toErrorResponse(error, request)
    try {
      const response = firstResponse(rescue, (hook) => hook(request, error))
      if (response === undefined) return toErrorResponse(error, request)
      if (!isPromise(response)) return response
      return response.then(
        (value) => value ?? toErrorResponse(error, request),
        (failure: unknown) => toErrorResponse(failure, request)
      )
    } catch (failure) {
      return toErrorResponse(failure, request)
    }
  }
}

/** Ask the hooks in order until one has a response; synchronous until a hook is not. */
function firstResponse<H>(
  hooks: readonly H[],
  ask: (hook: H) => MaybePromise<HttpResponse | void>,
  from = 0
): MaybePromise<HttpResponse | undefined> | undefined {
  for (let index = from; index < hooks.length; index++) {
    const out = ask(hooks[index]!)
    if (out === undefined) continue
    if (!isPromise(out)) return checkedResponse(out, 'A middleware hook')
    return out.then((value) =>
      value === undefined
        ? firstResponse(hooks, ask, index + 1)
        : checkedResponse(value, 'A middleware hook')
    )
  }
  return undefined
}
