import { inspect } from 'node:util'
import { NuagesError, nearest } from '../errors'
import type { RouteInfo } from '../http/route-info'
import { findConverter } from './converters'
import type { Parameter, Pattern } from './pattern'

/** No path can be built: an unknown name, or values that its routes do not take. */
export class NoReverseMatch extends NuagesError {
  constructor(what: string, hint: string) {
    super('ROUTING_NO_REVERSE_MATCH', what, hint)
  }
}

type Params = Readonly<Record<string, unknown>>

export function unknownName(name: string, known: Iterable<string>): NoReverseMatch {
  const names = [...known]
  // in a namespace people forget the namespace first
  const inside = names.filter((other) => other.endsWith(`:${name}`))
  const hint = didYouMean([...inside, ...nearest(name, names)])
  return new NoReverseMatch(
    `No route is named "${name}".`,
    `${hint}\`app.routes\` lists every name.`
  )
}

export function unknownAction(
  controller: object,
  action: string | undefined,
  routes: readonly RouteInfo[]
): NoReverseMatch {
  const name = 'name' in controller && controller.name !== '' ? String(controller.name) : 'That'
  if (routes.length === 0) {
    return new NoReverseMatch(`${name} has no routes here.`, 'List it in `controllers` or `urls`.')
  }
  const actions = [...new Set(routes.map((route) => route.action))].sort()
  if (action === undefined) {
    const what = `${name} has several routes, and none at a path of its own.`
    return new NoReverseMatch(what, `Name the action: ${actions.join(', ')}.`)
  }
  const hint = didYouMean(nearest(action, actions))
  const what = `${name} has no route to "${action}".`
  return new NoReverseMatch(what, `${hint}It has routes to ${actions.join(', ')}.`)
}

export function misfit(
  routes: readonly (RouteInfo & { readonly pattern: Pattern })[],
  params: Params
): NoReverseMatch {
  const sources = new Map(routes.map(({ pattern }) => [pattern.source, pattern]))
  const reasons = [...sources.values()].map(
    (pattern) => `${pattern.source} ${reasonOf(pattern, params)}`
  )
  const what = `"${routes[0]!.name}" cannot be built with ${shown(params)}.`
  return new NoReverseMatch(what, `${reasons.join('; ')}.`)
}

function reasonOf({ parameters }: Pattern, params: Params): string {
  const given = Object.keys(params).filter((name) => params[name] !== undefined)
  const names = parameters.map(({ name }) => name)
  const extra = given.filter((name) => !names.includes(name))
  if (extra.length > 0) return `takes no ${extra.join(', ')}`
  const wrong = parameters.filter(({ name }) => given.includes(name)).filter(isRefused(params))
  if (wrong.length > 0) return wrong.map(({ name }) => refusal(name, params[name])).join(', ')
  const missing = names.filter((name) => !given.includes(name))
  return missing.length > 0 ? `needs ${missing.join(', ')}` : 'would not lead back to these values'
}

function isRefused(params: Params): (parameter: Parameter) => boolean {
  return ({ name, converter }) =>
    converter !== undefined && findConverter(converter)?.write(params[name]) === undefined
}

function refusal(name: string, value: unknown): string {
  return `does not take ${shown(value)} (${typeof value}) as ${name}`
}

function shown(value: unknown): string {
  return inspect(value, { depth: 0, breakLength: Infinity, maxStringLength: 60 })
}

function didYouMean(names: readonly string[]): string {
  const unique = [...new Set(names)].map((name) => `"${name}"`)
  return unique.length === 0 ? '' : `Did you mean ${unique.join(' or ')}? `
}
