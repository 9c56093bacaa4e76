import { VERB_NAMES } from './http-method'
import {
  ownMetadata,
  type ActionMetadata,
  type ClassMetadata,
  type DecoratedClass,
  type RouteDeclaration
} from './metadata'
import type { ArgumentRecord } from './route-record'

/** One method of a controller, with all that it and the methods it overrides declare. */
export interface InheritedAction {
  readonly key: string | symbol
  readonly routes: readonly RouteDeclaration[]
  /** Whether its name is its only declaration: `get` answers GET on the path of the class. */
  readonly isVerb: boolean
  readonly isRemoved: boolean
  readonly middleware: ActionMetadata['middleware']
  readonly meta: ActionMetadata['meta']
  readonly parameters: ReadonlyMap<number, ArgumentRecord>
  /** The most derived method; `undefined` where the decorators stand on something else. */
  readonly method?: (...args: unknown[]) => unknown
}

/** A controller, with all that it and its bases declare. */
export interface InheritedClass {
  /** The nearest `@Route` of the class and its bases. */
  readonly route?: RouteDeclaration
  /** Base first. */
  readonly middleware: ClassMetadata['middleware']
  readonly meta: ClassMetadata['meta']
  readonly actions: readonly InheritedAction[]
  readonly statics: readonly (string | symbol)[]
}

type Merged = Omit<InheritedAction, 'key' | 'method'>

/** Read what `controller` declares and inherits; nothing is copied into any class, so siblings share no state. */
export function inheritedClass(controller: DecoratedClass): InheritedClass {
  const chain = prototypesOf(controller)
  const known = chain.flatMap((prototype) => ownMetadata(prototype) ?? [])
  const methods = methodsOf(chain)
  const actions = new Map<string | symbol, Merged>()
  for (const metadata of known) {
    for (const [key, own] of metadata.actions) actions.set(key, merge(actions.get(key), own))
  }
  for (const verb of VERB_NAMES) {
    const action = actions.get(verb)
    const isFree = action === undefined || (action.routes.length === 0 && !action.isRemoved)
    if (isFree && methods.has(verb)) actions.set(verb, { ...(action ?? NOTHING), isVerb: true })
  }
  return {
    route: known.findLast(({ route }) => route !== undefined)?.route,
    middleware: known.flatMap(({ middleware }) => middleware),
    meta: new Map(known.flatMap(({ meta }) => [...meta])),
    actions: [...actions].map(([key, action]) => ({ key, ...action, method: methods.get(key) })),
    statics: known.flatMap(({ statics }) => [...statics])
  }
}

/** Whether `controller` or a base of it uses a decorator of this package. */
export function hasMetadata(controller: DecoratedClass): boolean {
  return prototypesOf(controller).some((prototype) => ownMetadata(prototype) !== undefined)
}

/** Whether `controller` or a base of it has an `@Route`. */
export function hasRoute(controller: DecoratedClass): boolean {
  return prototypesOf(controller).some((prototype) => ownMetadata(prototype)?.route !== undefined)
}

const NOTHING: Merged = {
  routes: [],
  isVerb: false,
  isRemoved: false,
  middleware: [],
  meta: new Map(),
  parameters: new Map()
}

function merge(base: Merged | undefined, own: ActionMetadata): Merged {
  // a method that declares its routes anew starts anew: nothing of the base's is left
  const isNew = base === undefined || own.routes.length > 0 || own.isRemoved
  if (isNew) return { ...own, isVerb: false }
  return {
    ...base,
    middleware: [...base.middleware, ...own.middleware],
    meta: new Map([...base.meta, ...own.meta]),
    parameters: own.parameters.size > 0 ? own.parameters : base.parameters
  }
}

/** Base first, without `Object.prototype`. */
function prototypesOf(controller: DecoratedClass): object[] {
  const chain: object[] = []
  let prototype: unknown = controller.prototype
  while (typeof prototype === 'object' && prototype !== null && prototype !== Object.prototype) {
    chain.unshift(prototype)
    prototype = Object.getPrototypeOf(prototype)
  }
  return chain
}

/** The most derived function of each name; read from descriptors, so that no getter runs. */
function methodsOf(chain: readonly object[]): Map<string | symbol, InheritedAction['method']> {
  const methods = new Map<string | symbol, InheritedAction['method']>()
  for (const prototype of chain) {
    for (const key of Reflect.ownKeys(prototype)) {
      const value: unknown = Object.getOwnPropertyDescriptor(prototype, key)!.value
      if (typeof value === 'function') methods.set(key, value as InheritedAction['method'])
      else methods.delete(key)
    }
  }
  return methods
}
