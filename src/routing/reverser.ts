import type { RouteInfo } from '../http/route-info'
import type { Pattern } from './pattern'
import { encodePath } from './pattern-path'
import { misfit, unknownAction, unknownName } from './reverser-misses'

export { NoReverseMatch } from './reverser-misses'

export interface ReversibleRoute extends RouteInfo {
  readonly pattern: Pattern
}

type QueryValue = string | number | bigint | boolean | Date | null | undefined
type Fields = Readonly<Record<string, QueryValue | readonly QueryValue[]>>

export interface UrlOptions {
  /** Lists repeat their name; `null` and `undefined` are left out; dates are written as ISO text. */
  readonly query?: string | URLSearchParams | Fields
  readonly hash?: string
  /** The namespace in which a name is looked for first, as `polls` in `polls:detail`. */
  readonly current?: string
}

type Params = Readonly<Record<string, unknown>>

type ByName = [name: string, params?: Params, options?: UrlOptions]
type ByController = [controller: object, action?: string, params?: Params, options?: UrlOptions]

/** A route by its name, or by its controller (a class, or a function of a URLconf) and action. */
export type UrlArguments = ByName | ByController

/** The path of a route with these values in it; throws `NoReverseMatch` where there is none. */
export type Url = (...target: UrlArguments) => string

/** Index `records` for the way back from names to paths; of several that fit, the last one is taken. */
export function createReverser(records: readonly ReversibleRoute[]): Url {
  const byName = groupLastFirst(records, ({ name }) => name)
  const byController = groupLastFirst(records, ({ controller }) => controller)

  const named = (name: string, current?: string): readonly ReversibleRoute[] => {
    const routes = namesFrom(name, current).flatMap((full) => byName.get(full) ?? [])
    if (routes.length === 0) throw unknownName(name, byName.keys())
    return routes
  }
  const controlled = (controller: object, action?: string): readonly ReversibleRoute[] => {
    const known = byController.get(controller) ?? []
    const routes =
      action === undefined ? ownRoutes(known) : known.filter((route) => route.action === action)
    if (routes.length === 0) throw unknownAction(controller, action, known)
    return routes
  }

  return (...target) => {
    if (isNamed(target)) {
      const [name, params, options] = target
      return build(named(name, options?.current), params, options)
    }
    const [controller, action, params, options] = target
    return build(inNamespace(controlled(controller, action), options?.current), params, options)
  }
}

function build(
  routes: readonly ReversibleRoute[],
  params: Params = {},
  { query, hash = '' }: UrlOptions = {}
): string {
  for (const { pattern } of routes) {
    const path = pattern.build(params)
    if (path !== undefined) return path + (query === undefined ? '' : queryOf(query)) + hashOf(hash)
  }
  throw misfit(routes, params)
}

function queryOf(query: NonNullable<UrlOptions['query']>): string {
  const text = new URLSearchParams(isFields(query) ? pairsOf(query) : query).toString()
  return text === '' ? '' : `?${text}`
}

function isFields(query: NonNullable<UrlOptions['query']>): query is Fields {
  return typeof query === 'object' && !(query instanceof URLSearchParams)
}

function pairsOf(fields: Fields): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((item) => item !== undefined && item !== null)
      .map((item): [string, string] => [
        name,
        item instanceof Date ? item.toISOString() : String(item)
      ])
  )
}

function hashOf(hash: string): string {
  const text = hash.replace(/^#/, '')
  return text === '' ? '' : `#${encodePath(text)}`
}

function isNamed(target: UrlArguments): target is ByName {
  return typeof target[0] === 'string'
}

/** `detail` asked for in `a:b` may be `a:b:detail`, `a:detail` or `detail`. */
function namesFrom(name: string, current = ''): string[] {
  const spaces = current === '' ? [] : current.split(':')
  const outwards = spaces.map((_, index) => spaces.slice(0, spaces.length - index).join(':'))
  return [...outwards.map((space) => `${space}:${name}`), name]
}

function inNamespace(routes: readonly ReversibleRoute[], current = ''): readonly ReversibleRoute[] {
  const isInside = ({ name }: RouteInfo): boolean => name.startsWith(`${current}:`)
  return [...routes.filter(isInside), ...routes.filter((route) => !isInside(route))]
}

/** The routes at a controller's own path, which no other of its paths leads up to; none where that is several. */
function ownRoutes(routes: readonly ReversibleRoute[]): readonly ReversibleRoute[] {
  const parents = [...new Set(routes.map(({ path }) => path))]
  const isBelow = (path: string, parent: string): boolean =>
    path !== parent && path.startsWith(parent.replace(/\/?$/, '/'))
  const own = routes.filter(({ path }) => !parents.some((parent) => isBelow(path, parent)))
  const isClear = [own.map(({ path }) => path), own.map(({ action }) => action)].some(
    (texts) => new Set(texts).size === 1
  )
  return isClear ? own : []
}

function groupLastFirst<K>(
  routes: readonly ReversibleRoute[],
  keyOf: (route: ReversibleRoute) => K
): Map<K, ReversibleRoute[]> {
  const groups = new Map<K, ReversibleRoute[]>()
  for (const route of [...routes].reverse()) {
    const group = groups.get(keyOf(route))
    if (group === undefined) groups.set(keyOf(route), [route])
    else group.push(route)
  }
  return groups
}
