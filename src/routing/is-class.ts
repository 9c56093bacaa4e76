import { ownMetadata, type ControllerClass } from './metadata'

/** Whether `value` is made with `new`: a class, decorated or not, also where a compiler made a function of it. */
export function isClass(value: unknown): value is ControllerClass {
  if (typeof value !== 'function') return false
  const prototype: unknown = value.prototype
  if (typeof prototype !== 'object' || prototype === null) return false
  return (
    /^class\b/.test(Function.prototype.toString.call(value)) ||
    ownMetadata(prototype) !== undefined ||
    Reflect.ownKeys(prototype).length > 1
  )
}
