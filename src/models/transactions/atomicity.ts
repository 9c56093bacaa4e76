import type { AtomicOptions } from './atomic'

/** In what kind of transaction something runs; `false` in none. */
export type Atomicity = AtomicOptions | false

// classes, and functions that answer a route
const ofTargets = new WeakMap<object, Atomicity>()
// methods, by the prototype on which they were decorated
const ofMethods = new WeakMap<object, Map<PropertyKey, Atomicity>>()
const originals = new WeakMap<object, object>()

export function declareAtomicity(target: object, atomicity: Atomicity): void {
  ofTargets.set(target, atomicity)
}

export function declareMethodAtomicity(
  prototype: object,
  key: PropertyKey,
  atomicity: Atomicity
): void {
  const methods = ofMethods.get(prototype)
  if (methods === undefined) ofMethods.set(prototype, new Map([[key, atomicity]]))
  else methods.set(key, atomicity)
}

/** What was declared for a method, else for its class, or for what they inherit from; for a function itself. */
export function atomicityOf(target: object, method: PropertyKey): Atomicity | undefined {
  const { prototype } = target as { readonly prototype?: object }
  for (const one of chainOf(prototype)) {
    const known = ofMethods.get(one)?.get(method)
    if (known !== undefined) return known
  }
  for (const one of chainOf(target)) {
    const known = ofTargets.get(one)
    if (known !== undefined) return known
  }
  return undefined
}

/** Remember that `wrapper` is `method` in a transaction. */
export function declareWrapper(wrapper: object, method: object): void {
  originals.set(wrapper, method)
}

/** A method without the transaction that `@Atomic` has put around it. */
export function withoutTransaction<F extends object>(method: F): F {
  return (originals.get(method) ?? method) as F
}

function* chainOf(target: object | undefined): Generator<object> {
  for (let one = target; one != null; one = Object.getPrototypeOf(one) as object | undefined) {
    yield one
  }
}
