import { NuagesError, type Problem } from '../errors'
import { collectRoutes } from './collect-routes'
import { loadControllers } from './load-controllers'
import { compilePattern, compileRegexPattern, joinPaths, type Pattern } from './pattern'
import type { Collected, RouteDraft, ScannedRoute } from './route-draft'
import { compareRecords } from './route-order'
import { routeProblems } from './route-problems'
import type { RouteRecord } from './route-record'
import { toEntry, type UrlEntry } from './urlconf'
import type { ControllerClass } from './metadata'

/** Where the routes of an application come from. */
export interface RouteSources {
  /** Classes with `@Route`, or directories whose files export them. */
  readonly controllers?: string | readonly (ControllerClass | string)[]
  /** A URLconf. */
  readonly urls?: readonly (UrlEntry | ControllerClass)[]
}

/** All routes, in the order in which they are tried, and all that is wrong with them. */
export interface ScanResult {
  readonly records: readonly RouteRecord[]
  readonly problems: readonly Problem[]
}

/** Collect the routes of `sources` as frozen records. Mistakes of the application are problems, never errors. */
export function scan(sources: RouteSources): ScanResult {
  const { entries, problems: unloaded } = entriesOf(sources)
  const drafts = collectRoutes(entries)
  const compiled = compileRoutes(drafts.routes)
  const routes = [...compiled.routes].sort((a, b) => compareRecords(a.record, b.record))
  const problems = [...unloaded, ...drafts.problems, ...compiled.problems, ...routeProblems(routes)]
  return {
    records: Object.freeze(routes.map(({ record }) => record)),
    problems: Object.freeze(withoutRepeats(problems))
  }
}

function entriesOf({ controllers = [], urls = [] }: RouteSources) {
  const sources: readonly unknown[] = typeof controllers === 'string' ? [controllers] : controllers
  const problems: Problem[] = []
  const entries = sources.flatMap((source, index) => {
    if (typeof source !== 'string') return toEntry(source, `controllers[${index}]`)
    const loaded = loadControllers(source)
    problems.push(...loaded.problems)
    return loaded.controllers.map((controller) => toEntry(controller, controller.name))
  })
  return {
    entries: [...entries, ...urls.map((url, index) => toEntry(url, `urls[${index}]`))],
    problems
  }
}

/** Compile the paths; the routes of one path share its pattern. */
function compileRoutes(drafts: readonly RouteDraft[]): Collected<ScannedRoute> {
  const patterns = new Map<string, Pattern>()
  const problems: Problem[] = []
  const badPrefixes = new Set<string>()
  const routes = drafts.flatMap((draft) => {
    try {
      const pattern = patternOf(draft, patterns)
      const record = Object.freeze({ ...draft.record, path: pattern.source, pattern })
      return { draft, record }
    } catch (error) {
      // a mistake in a prefix is in every path below it, and told once
      if (!badPrefixes.has(draft.prefix)) problems.push(problemOf(error, draft))
      if (!isCompilable(draft.prefix)) badPrefixes.add(draft.prefix)
      return []
    }
  })
  return { routes, problems }
}

function patternOf({ prefix, path }: RouteDraft, known: Map<string, Pattern>): Pattern {
  const key = typeof path === 'string' ? joinPaths(prefix, path) : `${prefix} ${String(path)}`
  const pattern =
    known.get(key) ??
    (typeof path === 'string' ? compilePattern(key) : compileRegexPattern(prefix, path))
  known.set(key, pattern)
  return pattern
}

function isCompilable(prefix: string): boolean {
  try {
    return compilePattern(prefix) !== undefined
  } catch {
    return false
  }
}

function problemOf(error: unknown, { label, record }: RouteDraft): Problem {
  if (!(error instanceof NuagesError)) throw error
  const { code, what, hint } = error
  return { code, message: `${label}: ${what}`, hint, file: record.file }
}

/** One mistake in a prefix or an action is met once per route; people want to read it once. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const known = new Map(problems.map((one) => [`${one.code} ${one.message} ${one.file}`, one]))
  return [...known.values()]
}
