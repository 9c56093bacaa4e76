import type { HttpRequest } from '../http/request'
import type { HttpResponse } from '../http/response'
import type { RouteInfo } from '../http/route-info'

type MaybePromise<T> = T | Promise<T>

/** Split hooks around an action, as in Django; each is optional and may be synchronous. */
export interface Middleware {
  /** Before routing's action, outermost first; a response ends the way down. */
  processRequest?(request: HttpRequest): MaybePromise<HttpResponse | void>
  /** When the route is known, outermost first; a response replaces the action's. */
  processView?(request: HttpRequest, route: RouteInfo): MaybePromise<HttpResponse | void>
  /** An error of the action, innermost first; the first response wins. */
  processException?(request: HttpRequest, error: unknown): MaybePromise<HttpResponse | void>
  /** On the way out, innermost first. */
  processResponse?(request: HttpRequest, response: HttpResponse): MaybePromise<HttpResponse>
}

/** Runs the rest of the chain and the action. */
export type Next = () => Promise<HttpResponse>

/** A middleware that wraps the rest of the chain; `next()` never throws: errors arrive as responses. */
export type MiddlewareFunction = (request: HttpRequest, next: Next) => Promise<HttpResponse>

/** A class of middleware: the application makes its one instance at boot. */
export type MiddlewareClass = new () => Middleware

/** What may stand in a list of middleware. */
export type MiddlewareLike = Middleware | MiddlewareFunction | MiddlewareClass
