import type { HttpRequest } from '../http/request'
import type { RouteRecord } from '../routing/route-record'
import { compileArgument } from './arguments'

/** Calls an action with its arguments; may throw, may answer with a promise. */
export type Action = (request: HttpRequest, reply: unknown) => unknown

/** The method or function that answers a route. */
export type Method = (...args: unknown[]) => unknown

/**
 * Bind a route's method to its controller's `instance` and its arguments to the request: once, at boot. `method` is
 * what runs in its place.
 */
export function compileAction(
  record: RouteRecord,
  instance: unknown,
  method: Method = record.handler.bind(instance)
): Action {
  const read = record.arguments.map(compileArgument)
  switch (read.length) {
    case 0:
      return record.pattern.parameters.length === 0
        ? (request) => method(request, NO_PARAMS)
        : (request) => method(request, request.params)
    case 1: {
      const [first] = read as [Action]
      return (request, reply) => method(first(request, reply))
    }
    case 2: {
      const [first, second] = read as [Action, Action]
      return (request, reply) => method(first(request, reply), second(request, reply))
    }
    case 3: {
      const [first, second, third] = read as [Action, Action, Action]
      return (request, reply) =>
        method(first(request, reply), second(request, reply), third(request, reply))
    }
    default:
      return (request, reply) => method(...read.map((argument) => argument(request, reply)))
  }
}

const NO_PARAMS = Object.freeze({})
