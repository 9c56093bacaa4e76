import type { MiddlewareLike } from '../middleware/middleware'
import { declaredAt } from './declared-at'
import type { HttpMethod } from './http-method'
import {
  actionToWrite,
  metadataToWrite,
  type DecoratedClass,
  type RouteDeclaration,
  type RouteOptions
} from './metadata'
import type { CheckAction } from './path-params'

/** Options of `@Get` and its like: the method is in the name. */
export type ActionOptions = Omit<RouteOptions, 'methods'>

/** Stands on a method whose second parameter fits what the path `S` captures. */
export type ActionDecorator<S extends string | RegExp> = <T>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<T & CheckAction<S, T>>
) => void

/** Stands on a class, or on a method whose second parameter fits what the path `S` captures. */
export interface RouteDecorator<S extends string | RegExp> extends ActionDecorator<S> {
  (target: DecoratedClass): void
}

/** Stands on a class or on a method, whatever its parameters are. */
export interface ClassOrMethodDecorator {
  (target: DecoratedClass): void
  (target: object, key: string | symbol, descriptor?: PropertyDescriptor): void
}

/** On a class: the path before those of its actions. On a method: a path that it answers, for `methods`. */
export function Route<const S extends string | RegExp = ''>(
  path?: S,
  options: RouteOptions = {}
): RouteDecorator<S> {
  const route: RouteDeclaration = { path: path ?? '', options, file: declaredAt(Route) }
  return (target: object, key?: string | symbol) => {
    if (key !== undefined) actionToWrite(target, key).routes.unshift(route)
    else metadataToWrite(prototypeOf(target)).route = route
  }
}

/** Answer GET, and HEAD with it, on a path below that of the class. */
export const Get = verb('GET')
/** Answer POST on a path below that of the class. */
export const Post = verb('POST')
/** Answer PUT on a path below that of the class. */
export const Put = verb('PUT')
/** Answer PATCH on a path below that of the class. */
export const Patch = verb('PATCH')
/** Answer DELETE on a path below that of the class. */
export const Delete = verb('DELETE')
/** Answer HEAD on a path below that of the class. */
export const Head = verb('HEAD')
/** Answer OPTIONS on a path below that of the class. */
export const Options = verb('OPTIONS')

/** Remove the routes that a base class declared for this method. */
export function NoRoute(): (target: object, key: string | symbol) => void {
  return (target, key) => {
    actionToWrite(target, key).isRemoved = true
  }
}

/** Put `middleware` around the actions of a class or around one method, outermost first. */
export function Use(...middleware: readonly MiddlewareLike[]): ClassOrMethodDecorator {
  return (target: object, key?: string | symbol) => {
    // decorators run bottom up: what is written first has to end outermost
    entryToWrite(target, key).middleware.unshift(...middleware)
  }
}

/** Keep a fact about the routes of a class or of one method, for a higher layer to read from `record.meta`. */
export function Meta(key: unknown, value: unknown): ClassOrMethodDecorator {
  return (target: object, method?: string | symbol) => {
    entryToWrite(target, method).meta.set(key, value)
  }
}

function verb(method: HttpMethod) {
  return function decorate<const S extends string | RegExp = ''>(
    path?: S,
    options: ActionOptions = {}
  ): ActionDecorator<S> {
    const route: RouteDeclaration = {
      path: path ?? '',
      options: { ...options, methods: [method] },
      file: declaredAt(decorate)
    }
    return (target, key) => {
      actionToWrite(target, key).routes.unshift(route)
    }
  }
}

function entryToWrite(target: object, key: string | symbol | undefined) {
  return key === undefined ? metadataToWrite(prototypeOf(target)) : actionToWrite(target, key)
}

function prototypeOf(target: object): object {
  return (target as { prototype: object }).prototype
}
