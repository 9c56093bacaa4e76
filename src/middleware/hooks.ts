import { NuagesError } from '../errors'
import type { HttpRequest } from '../http/request'
import { HttpResponse } from '../http/response'
import type { Middleware } from './middleware'

export type MaybePromise<T> = T | Promise<T>

/** Answers a request with a response and never fails: errors have become responses. */
export type Run = (request: HttpRequest, reply: unknown) => MaybePromise<HttpResponse>

/** Turns whatever was thrown into the response that the client gets; must not fail. */
export type ToErrorResponse = (error: unknown, request: HttpRequest) => MaybePromise<HttpResponse>

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}

/** What a layer must answer with: anything else is a mistake of that layer. */
export function checkedResponse(value: unknown, layer: string): HttpResponse {
  if (value instanceof HttpResponse) return value
  throw new NuagesError(
    'MIDDLEWARE_NO_RESPONSE',
    `${layer} answered with ${value === null ? 'null' : typeof value} instead of a response.`,
    'Return the response that was handed in, or one of your own.'
  )
}

/** The response that goes on; one that it replaces lets go of its file or stream. */
export function replace(old: HttpResponse, response: HttpResponse): HttpResponse {
  if (old !== response) old.close?.()
  return response
}

/**
 * Wrap `inner` in split hooks as one flat loop down and one up: no promise unless a hook makes one.
 *
 * A layer's own error becomes a response that only the layers outside it see (django-cycle 5.1).
 */
export function composeHooks(
  layers: readonly Middleware[],
  inner: Run,
  toErrorResponse: ToErrorResponse
): Run {
  const entering = layers.flatMap((layer, depth) =>
    layer.processRequest === undefined ? [] : [{ depth, hook: layer.processRequest.bind(layer) }]
  )
  const leaving = layers.map((layer) => layer.processResponse?.bind(layer))
  const names = layers.map((layer) => `${layer.constructor.name}.processResponse()`)
  const last = layers.length - 1

  return (request, reply) => enter(request, reply, 0)

  function enter(request: HttpRequest, reply: unknown, from: number): MaybePromise<HttpResponse> {
    for (let index = from; index < entering.length; index++) {
      const { depth, hook } = entering[index]!
      let early: unknown
      try {
        early = hook(request)
      } catch (error) {
        return fail(request, error, depth)
      }
      if (early === undefined) continue
      if (isPromise(early)) {
        return early.then(
          (value) =>
            value === undefined
              ? enter(request, reply, index + 1)
              : shortCircuit(request, value, depth),
          (error: unknown) => fail(request, error, depth)
        )
      }
      return shortCircuit(request, early, depth)
    }
    const response = inner(request, reply)
    return isPromise(response)
      ? response.then((value) => leave(request, value, last))
      : leave(request, response, last)
  }

  // the layer that answered early sees its own response on the way out, as Django's MiddlewareMixin does
  function shortCircuit(
    request: HttpRequest,
    value: unknown,
    depth: number
  ): MaybePromise<HttpResponse> {
    try {
      return leave(
        request,
        checkedResponse(value, `${layers[depth]!.constructor.name}.processRequest()`),
        depth
      )
    } catch (error) {
      return fail(request, error, depth)
    }
  }

  function fail(request: HttpRequest, error: unknown, depth: number): MaybePromise<HttpResponse> {
    const response = toErrorResponse(error, request)
    return isPromise(response)
      ? response.then((value) => leave(request, value, depth - 1))
      : leave(request, response, depth - 1)
  }

  function failAfter(
    request: HttpRequest,
    error: unknown,
    depth: number,
    response: HttpResponse
  ): MaybePromise<HttpResponse> {
    response.close?.()
    return fail(request, error, depth)
  }

  function leave(
    request: HttpRequest,
    response: HttpResponse,
    from: number
  ): MaybePromise<HttpResponse> {
    for (let depth = from; depth >= 0; depth--) {
      const hook = leaving[depth]
      if (hook === undefined) continue
      try {
        const out: unknown = hook(request, response)
        if (isPromise(out)) {
          return out
            .then((value) => replace(response, checkedResponse(value, names[depth]!)))
            .then(
              (value) => leave(request, value, depth - 1),
              (error: unknown) => failAfter(request, error, depth, response)
            )
        }
        response = replace(response, checkedResponse(out, names[depth]!))
      } catch (error) {
        return failAfter(request, error, depth, response)
      }
    }
    return response
  }
}
