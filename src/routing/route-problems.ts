import type { Problem } from '../errors'
import { argumentProblems } from './argument-problems'
import { unknownMethods } from './class-problems'
import { joinPaths } from './pattern-path'
import { nameProblems } from './route-names'
import type { RouteDraft, ScannedRoute } from './route-draft'

/** Everything that is wrong with `routes`, which stand in the order in which they are tried. */
export function routeProblems(routes: readonly ScannedRoute[]): Problem[] {
  return [
    ...routes.flatMap(({ draft, record }) =>
      unknownMethods(draft.label, record.methods, record.file)
    ),
    ...duplicates(contested(routes)),
    ...shadows(contested(routes)),
    ...argumentProblems(routes),
    ...nameProblems(routes)
  ]
}

/** Only routes of one shape can be in each other's way. */
function contested(routes: readonly ScannedRoute[]): ScannedRoute[] {
  const counts = new Map<string, number>()
  for (const { record } of routes) {
    const { shapeKey } = record.pattern
    counts.set(shapeKey, (counts.get(shapeKey) ?? 0) + 1)
  }
  return routes.filter(({ record }) => counts.get(record.pattern.shapeKey)! > 1)
}

/** Two routes, and the methods for which the first one leaves the second none of its requests. */
interface Clash {
  readonly first: ScannedRoute
  readonly second: ScannedRoute
  readonly methods: string[]
}

function duplicates(routes: readonly ScannedRoute[]): Problem[] {
  const clashes = findClashes(routes, ({ draft }) => {
    const key = pathKey(draft)
    return { takes: key, needs: key }
  })
  return clashes.map((clash) => ({
    code: 'ROUTING_DUPLICATE_ROUTE',
    message: `${clash.second.draft.label} answers ${described(clash)}, as ${placed(clash.first)} does.`,
    hint: 'Change the path or the methods of one of them. The names of parameters make no difference.',
    file: clash.second.record.file
  }))
}

/** Only what can be proved: a regular expression that matches all before something else with the same prefix. */
function shadows(routes: readonly ScannedRoute[]): Problem[] {
  if (!routes.some(({ draft }) => isCatchAll(draft))) return []
  const clashes = findClashes(routes, ({ draft }) => {
    const prefix = restPrefix(draft)
    return {
      takes: isCatchAll(draft) ? prefix : undefined,
      needs: isCatchAll(draft) ? undefined : prefix
    }
  })
  return clashes.map((clash) => ({
    code: 'ROUTING_SHADOWED_ROUTE',
    message: `${clash.second.draft.label} never answers ${described(clash)}: ${placed(clash.first)} matches everything there and is tried first.`,
    hint: 'Narrow the regular expression of the first, or remove one of them.',
    file: clash.second.record.file
  }))
}

/** Pair each route with the earliest one that takes what it needs; one look-up per method, however many routes. */
function findClashes(
  routes: readonly ScannedRoute[],
  keysOf: (route: ScannedRoute) => { takes?: string; needs?: string }
): Clash[] {
  const takers = new Map<string, ScannedRoute>()
  const clashes: Clash[] = []
  for (const route of routes) {
    const { takes, needs } = keysOf(route)
    const found = new Map<ScannedRoute, Clash>()
    for (const method of route.record.methods) {
      const first = needs === undefined ? undefined : takers.get(`${method} ${needs}`)
      if (first === undefined) {
        if (takes !== undefined) takers.set(`${method} ${takes}`, route)
        continue
      }
      const clash = found.get(first) ?? { first, second: route, methods: [] }
      clash.methods.push(method)
      found.set(first, clash)
    }
    clashes.push(...found.values())
  }
  return clashes
}

/** What a path matches, as text: the same for two paths that differ in the names of their parameters only. */
function pathKey({ prefix, path }: RouteDraft): string {
  return typeof path === 'string'
    ? withoutNames(joinPaths(prefix, path))
    : `${withoutNames(prefix)} /${path.source.replace(/\(\?<\w+>/g, '(')}/${path.flags}`
}

/** The prefix of a route that takes all that follows it, without the names in it; `undefined` for others. */
function restPrefix({ prefix, path }: RouteDraft): string | undefined {
  if (typeof path !== 'string') return withoutNames(joinPaths(prefix, '/'))
  return /^(.*\/)<path:\w+>$/.exec(withoutNames(joinPaths(prefix, path)))?.[1]
}

const EVERYTHING = /^\^?(?:\.\*|\(\?<\w+>\.[*+]\)|\.\+)\$?$/

function isCatchAll({ path }: RouteDraft): boolean {
  return typeof path !== 'string' && EVERYTHING.test(path.source)
}

function withoutNames(path: string): string {
  if (!path.includes('<')) return path
  return path.replace(/<(?:(\w+):)?\w+>/g, (_whole, converter = 'str') => `<${converter}:_>`)
}

function described({ second, methods }: Clash): string {
  return `${methods.join(', ')} ${second.record.path}`
}

function placed({ draft, record }: ScannedRoute): string {
  return record.file === undefined ? draft.label : `${draft.label} (${record.file})`
}
