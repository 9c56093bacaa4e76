import 'reflect-metadata'
import type { MiddlewareLike } from '../middleware/middleware'
import type { MethodName } from './http-method'
import type { ArgumentRecord } from './route-record'

/** A class that routes can be declared on, abstract ones included. */
export type DecoratedClass = abstract new (...args: never[]) => object

/** A class that the application makes its one instance of. */
export type ControllerClass = new () => object

/** What any decorator or URLconf entry may say about the routes it makes. */
export interface RouteOptions {
  /** Of an action: the whole name of its route. Of a class: what stands for the class in the names of its routes. */
  readonly name?: string
  /** Of an action or function: what it answers. Of a class: only these are answered, whatever its actions say. */
  readonly methods?: readonly MethodName[]
  /** What is returned, as JSON Schema. On a class it goes for the methods named after verbs. */
  readonly returns?: object
  /** Status of a plain value that is returned. On a class it goes for the methods named after verbs. */
  readonly status?: number
  /** Parameters of the path that no argument takes, and that is no mistake. */
  readonly unused?: readonly string[]
  /** Facts that higher layers keep about the route. */
  readonly meta?: Iterable<readonly [unknown, unknown]>
}

/** One `@Get('/x', …)`: of a method, or with the prefix as path of a class. */
export interface RouteDeclaration {
  readonly path: string | RegExp
  readonly options: RouteOptions
  /** Where it is written, as `articles/controllers.ts:31`. */
  readonly file?: string
}

/** What was declared on one method, by one class. */
export interface ActionMetadata {
  /** In the order they are written. */
  readonly routes: RouteDeclaration[]
  isRemoved: boolean
  readonly middleware: MiddlewareLike[]
  readonly meta: Map<unknown, unknown>
  /** What parameter decorators said, by position. */
  readonly parameters: Map<number, ArgumentRecord>
}

/** What was declared on one class itself: nothing of its bases is in here. */
export interface ClassMetadata {
  route?: RouteDeclaration
  readonly middleware: MiddlewareLike[]
  readonly meta: Map<unknown, unknown>
  readonly actions: Map<string | symbol, ActionMetadata>
  /** Action decorators on static methods, which nothing can call: the scanner reports them. */
  readonly statics: Set<string | symbol>
}

// a plain key and plain data: two loads of this module see the same declarations
const KEY = 'nuages:routing'

/** What was declared on the class of `prototype` itself; `undefined` for nothing. */
export function ownMetadata(prototype: object): ClassMetadata | undefined {
  return Reflect.getOwnMetadata(KEY, prototype) as ClassMetadata | undefined
}

/** The same, made where it is missing: for decorators to write to. */
export function metadataToWrite(prototype: object): ClassMetadata {
  const known = ownMetadata(prototype)
  if (known !== undefined) return known
  const made: ClassMetadata = {
    middleware: [],
    meta: new Map(),
    actions: new Map(),
    statics: new Set()
  }
  Reflect.defineMetadata(KEY, made, prototype)
  return made
}

/** What the method `key` of `target` was declared to be, for decorators to write to. */
export function actionToWrite(target: object, key: string | symbol): ActionMetadata {
  if (typeof target === 'function') {
    // a static method: `target` is the class
    metadataToWrite(target.prototype as object).statics.add(key)
    return newAction()
  }
  const { actions } = metadataToWrite(target)
  const action = actions.get(key) ?? newAction()
  actions.set(key, action)
  return action
}

function newAction(): ActionMetadata {
  return {
    routes: [],
    isRemoved: false,
    middleware: [],
    meta: new Map(),
    parameters: new Map()
  }
}

/** The classes that the compiler wrote down for the arguments of a method, its own or inherited. */
export function parameterTypes(prototype: object, key: string | symbol): readonly unknown[] {
  const types: unknown = Reflect.getMetadata('design:paramtypes', prototype, key)
  return Array.isArray(types) ? types : []
}
