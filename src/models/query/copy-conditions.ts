import { NestedTooDeeply } from '../errors'
import { isPlainObject } from './plain-object'

/** How deep conditions may be nested: what is beyond it was not written by hand. */
const DEEPEST = 100

/** Conditions that no later change of the caller's objects and lists reaches. */
export function copyConditions(entity: string, where: object): Record<string, unknown> {
  return copyObject(entity, where, 0)
}

function copyObject(entity: string, object: object, depth: number): Record<string, unknown> {
  if (depth === DEEPEST) throw new NestedTooDeeply(entity, DEEPEST)
  // also an own `__proto__`, as JSON can have one, stays a property like any other
  const copy: Record<string, unknown> = { ...object }
  for (const name of Object.keys(copy)) {
    const value = copy[name]
    if (typeof value === 'object' && value !== null) copy[name] = copyOf(entity, value, depth + 1)
  }
  return copy
}

function copyOf(entity: string, value: object, depth: number): object {
  if (isPlainObject(value)) return copyObject(entity, value, depth)
  if (!Array.isArray(value)) return value
  if (depth === DEEPEST) throw new NestedTooDeeply(entity, DEEPEST)
  return value.map((item: unknown) =>
    typeof item === 'object' && item !== null ? copyOf(entity, item, depth + 1) : item
  )
}
