import type { Problem } from '../../src/errors'
import type { ControllerClass } from '../../src/routing/metadata'
import type { RouteRecord } from '../../src/routing/route-record'
import { scan, type RouteSources } from '../../src/routing/scanner'

/** The records of an application without mistakes. */
export function recordsOf(sources: RouteSources): readonly RouteRecord[] {
  const { records, problems } = scan(sources)
  expect(problems).toEqual([])
  return records
}

/** `GET /articles/<int:id> article.show`, one line per route. */
export function linesOf(sources: RouteSources): string[] {
  return recordsOf(sources).map(({ methods, path, name }) => `${methods.join()} ${path} ${name}`)
}

export function linesOfClasses(...controllers: ControllerClass[]): string[] {
  return linesOf({ controllers })
}

/** The record of that name. */
export function recordOf(sources: RouteSources, name: string): RouteRecord {
  const record = recordsOf(sources).find((one) => one.name === name)
  if (record === undefined) throw new RangeError(`no route ${name}`)
  return record
}

/** Calls the action of that name with these arguments, as an application would. */
export function call(controller: ControllerClass, name: string, ...values: unknown[]): unknown {
  return recordOf({ controllers: [controller] }, name).handler.apply(new controller(), values)
}

export function problemsOf(sources: RouteSources): readonly Problem[] {
  return scan(sources).problems
}

export function codesOf(sources: RouteSources): string[] {
  return problemsOf(sources).map(({ code }) => code)
}
