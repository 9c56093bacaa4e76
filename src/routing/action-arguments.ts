import type { InheritedAction } from './inheritance'
import { parameterTypes, type ControllerClass } from './metadata'
import type { ArgumentRecord } from './route-record'

/** The arguments of an action, and the positions that nothing says how to fill. */
export interface BoundArguments {
  readonly arguments: readonly ArgumentRecord[]
  readonly unbound: readonly number[]
}

const REQUEST: ArgumentRecord = Object.freeze({ source: 'request' })
const NONE: BoundArguments = { arguments: Object.freeze([]), unbound: [] }

/** Where each argument of an action comes from; none at all for `(request, params)`. */
export function bindArguments(
  action: InheritedAction,
  { prototype }: ControllerClass
): BoundArguments {
  const { parameters, method } = action
  if (parameters.size === 0) return NONE
  const types = parameterTypes(prototype as object, action.key)
  // parameters with a default do not count as long as nothing is declared on them: they may stay undefined
  const count = Math.max(method?.length ?? 0, ...[...parameters.keys()].map((at) => at + 1))
  const positions = Array.from({ length: count }, (_, position) => position)
  return {
    arguments: Object.freeze(
      positions.map((position) => withType(parameters.get(position) ?? REQUEST, types[position]))
    ),
    unbound: positions.filter((position) => position > 0 && !parameters.has(position))
  }
}

/** Whether a function that is called with `(request, params)` can see `params` at all. */
export function takesParams(method: (...args: never[]) => unknown): boolean {
  if (method.length >= 2) return true
  const source = Function.prototype.toString.call(method)
  // defaults, rest parameters and `arguments` do not count in `length`: `(request, { page } = {})`, `(...all)`
  const parameters = /^(?:(?!=>)[^(])*\(([^)]*)/.exec(source)?.[1] ?? ''
  return parameters.includes(',') || parameters.includes('...') || /\barguments\b/.test(source)
}

function withType(argument: ArgumentRecord, type: unknown): ArgumentRecord {
  const known = argument.type ?? type
  return known === undefined ? argument : Object.freeze({ ...argument, type: known })
}
