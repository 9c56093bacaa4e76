import type { RouteInfo } from '../http/route-info'
import type { MiddlewareLike } from '../middleware/middleware'
import type { Pattern } from './pattern'

/** Where an argument of an action comes from. */
export type ArgumentSource =
  'request' | 'reply' | 'params' | 'param' | 'query' | 'body' | 'header' | 'cookie'

/** One argument of an action, in the order of its signature. */
export interface ArgumentRecord {
  readonly source: ArgumentSource
  /** The parameter, field, header or cookie; absent where the argument is all of them. */
  readonly name?: string
  /** JSON Schema that the value must fit. */
  readonly schema?: object
  /** The class that the compiler wrote down for it: `String`, `Number`, a class of yours. */
  readonly type?: unknown
}

/** Everything that later stages know of one action: frozen, and made once at boot. */
export interface RouteRecord extends RouteInfo {
  readonly pattern: Pattern
  /** Calls the method or function with its arguments. The receiver of a method is `controller`'s instance. */
  readonly handler: (...args: unknown[]) => unknown
  /** A controller's method is called on its instance; a function of a URLconf on nothing. */
  readonly isMethod: boolean
  /** Empty where no parameter is decorated: then it is called with `(request, params)`. */
  readonly arguments: readonly ArgumentRecord[]
  /** Of the controller and of the action, outermost first. */
  readonly middleware: readonly MiddlewareLike[]
  /** What the action returns, as JSON Schema, where it was declared. */
  readonly returns?: object
  /** Status of a plain value that is returned. Default 200, or 204 for nothing. */
  readonly status?: number
  /** Where the action was declared. */
  readonly file?: string
}
