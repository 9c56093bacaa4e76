import type { HttpRequest } from '../http/request'
import type { MiddlewareLike } from '../middleware/middleware'
import { declaredAt } from './declared-at'
import type { ControllerClass, RouteOptions } from './metadata'
import type { CheckAction, PathParams } from './path-params'

/** A view: takes the request and the converted parameters of `S`, answers what an action may answer. */
export type View<S extends string> = (request: HttpRequest, params: PathParams<S>) => unknown

type AnyView = (...args: never[]) => unknown

/** Options of `path`, `rePath` and `include`. */
export interface PathOptions extends RouteOptions {
  /** Around the view, or around all that is mounted; outermost first. */
  readonly middleware?: readonly MiddlewareLike[]
}

export interface IncludeOptions extends Pick<PathOptions, 'middleware' | 'meta' | 'unused'> {
  /** Before the names of what is included: `polls` makes `polls:detail` of `detail`. */
  readonly namespace?: string
}

/** A function or a controller, and where it is mounted. */
export interface PathEntry {
  readonly kind: 'path'
  readonly path: string | RegExp
  readonly target: unknown
  readonly options: PathOptions
  readonly file?: string
}

/** Entries under a common prefix, which may capture parameters. */
export interface IncludeEntry {
  readonly kind: 'include'
  readonly prefix: string
  readonly entries: readonly UrlEntry[]
  readonly options: IncludeOptions
  readonly file?: string
}

/** A controller that says itself where it is. */
export interface ControllerEntry {
  readonly kind: 'controller'
  readonly target: unknown
  /** What to call it where it is no class: `controllers[2]`. */
  readonly label: string
}

/** One line of a URLconf: a plain, frozen value. */
export type UrlEntry = PathEntry | IncludeEntry | ControllerEntry

/** Answer `route` by a function `(request, params) => response`, or mount a controller there. */
export function path<const S extends string>(
  route: S,
  view: View<S> | ControllerClass,
  options?: PathOptions
): PathEntry
/** The same for a function that also takes what a prefix captures. */
export function path<const S extends string, T extends AnyView>(
  route: S,
  view: T & CheckAction<S, T>,
  options?: PathOptions
): PathEntry
export function path(route: string, view: unknown, options: PathOptions = {}): PathEntry {
  return pathEntry(route, view, options, declaredAt(path))
}

/** Answer paths that a regular expression matches; its named groups are the parameters, as text. */
export function rePath(
  route: RegExp,
  view: (request: HttpRequest, groups: Record<string, string>) => unknown,
  options?: PathOptions
): PathEntry
/** The same for a function that says what it takes, such as what a prefix captures. */
export function rePath<T extends AnyView>(
  route: RegExp,
  view: T & CheckAction<RegExp, T>,
  options?: PathOptions
): PathEntry
export function rePath(route: RegExp, view: unknown, options: PathOptions = {}): PathEntry {
  return pathEntry(route, view, options, declaredAt(rePath))
}

/** Mount entries, a controller or controllers under `prefix`. */
export function include(
  prefix: string,
  urls: readonly (UrlEntry | ControllerClass)[] | ControllerClass,
  options: IncludeOptions = {}
): IncludeEntry {
  const file = declaredAt(include)
  const entries = isList(urls)
    ? urls.map((one, index) => toEntry(one, `include("${prefix}")[${index}]`))
    : [pathEntry('', urls, {}, file)]
  return Object.freeze({ kind: 'include', prefix, entries: Object.freeze(entries), options, file })
}

/** An entry as it is; anything else as a controller, for the scanner to judge. */
export function toEntry(value: unknown, label: string): UrlEntry {
  return isEntry(value) ? value : Object.freeze({ kind: 'controller', target: value, label })
}

function pathEntry(
  route: string | RegExp,
  target: unknown,
  options: PathOptions,
  file: string | undefined
): PathEntry {
  return Object.freeze({ kind: 'path', path: route, target, options, file })
}

function isEntry(value: unknown): value is UrlEntry {
  return typeof value === 'object' && value !== null && 'kind' in value
}

function isList(urls: unknown): urls is readonly unknown[] {
  return Array.isArray(urls)
}
