import type { MiddlewareLike } from '../middleware/middleware'
import { joinPaths } from './pattern-path'

/** What includes, mounts and classes add to the routes inside them. */
export interface Surroundings {
  readonly prefix: string
  readonly namespace: string
  /** Outermost first. */
  readonly middleware: readonly MiddlewareLike[]
  /** Facts for `record.meta`: later ones win. */
  readonly meta: readonly (readonly [unknown, unknown])[]
  /** Parameters of the path that nothing has to take. */
  readonly unused: readonly string[]
}

/** One more layer around routes. */
export interface Layer {
  readonly namespace?: string
  readonly middleware?: readonly MiddlewareLike[]
  readonly meta?: Iterable<readonly [unknown, unknown]>
  readonly unused?: readonly string[]
}

export const NOWHERE: Surroundings = {
  prefix: '',
  namespace: '',
  middleware: Object.freeze([]),
  meta: [],
  unused: []
}

/** The surroundings inside `layer`, whose routes begin with `prefix`. */
export function inside(around: Surroundings, layer: Layer, prefix = ''): Surroundings {
  return {
    prefix: prefix === '' ? around.prefix : joinPaths(around.prefix, prefix),
    namespace:
      layer.namespace === undefined
        ? around.namespace
        : inNamespace(around.namespace, layer.namespace),
    middleware: joined(around.middleware, layer.middleware),
    meta: layer.meta === undefined ? around.meta : joined(around.meta, [...layer.meta]),
    unused: joined(around.unused, layer.unused)
  }
}

// most layers add nothing: thousands of routes share what is around them
function joined<T>(outer: readonly T[], inner: readonly T[] = []): readonly T[] {
  return inner.length === 0 ? outer : Object.freeze([...outer, ...inner])
}

/** `polls:detail`, `a:b:name`. */
export function inNamespace(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}:${name}`
}
