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
  middleware: [],
  meta: [],
  unused: []
}

/** The surroundings inside `layer`, whose routes begin with `prefix`. */
export function inside(around: Surroundings, layer: Layer, prefix = ''): Surroundings {
  return {
    prefix: joinPaths(around.prefix, prefix),
    namespace:
      layer.namespace === undefined
        ? around.namespace
        : inNamespace(around.namespace, layer.namespace),
    middleware: [...around.middleware, ...(layer.middleware ?? [])],
    meta: [...around.meta, ...(layer.meta ?? [])],
    unused: [...around.unused, ...(layer.unused ?? [])]
  }
}

/** `polls:detail`, `a:b:name`. */
export function inNamespace(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}:${name}`
}
