import 'reflect-metadata'
import { atomic, type AtomicOptions } from './atomic'
import { declareAtomicity, declareMethodAtomicity, declareWrapper } from './atomicity'

type AnyClass = abstract new (...args: never[]) => object
type AnyMethod = (...args: never[]) => unknown

/** Stands on a controller, or on a method that answers with a promise or a query set. */
export interface AtomicDecorator {
  (target: AnyClass): void
  <T extends (...args: never[]) => PromiseLike<unknown>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<T>
  ): void
}

/** Stands on a controller, or on an action. */
export interface NonAtomicDecorator {
  (target: AnyClass): void
  (target: object, key: string | symbol, descriptor?: PropertyDescriptor): void
}

/** Run a method of any class in `atomic`; on a controller: each of its actions. */
export function Atomic(options: AtomicOptions = {}): AtomicDecorator {
  return (
    target: object,
    key?: string | symbol,
    descriptor?: TypedPropertyDescriptor<AnyMethod>
  ) => {
    if (key === undefined) return declareAtomicity(target, options)
    const label = `${nameOf(target)}.${String(key)}`
    declareMethodAtomicity(target, key, options)
    descriptor!.value = inTransaction(descriptor!.value!, { label, ...options })
  }
}

/** Leave an action, or the actions of a controller, out of `atomicRequests` and of `@Atomic` on the class. */
export function NonAtomic(): NonAtomicDecorator {
  return (target: object, key?: string | symbol) => {
    if (key === undefined) declareAtomicity(target, false)
    else declareMethodAtomicity(target, key, false)
  }
}

/** The same for a function of a URLconf: `path('health/', nonAtomic(health))`. */
export function nonAtomic<F extends AnyMethod>(view: F): F {
  declareAtomicity(view, false)
  return view
}

// a static method stands on the class itself
function nameOf(target: object): string {
  return typeof target === 'function' ? target.name : target.constructor.name
}

function inTransaction(method: AnyMethod, options: AtomicOptions): AnyMethod {
  const call = method as (...args: unknown[]) => unknown
  const wrapper = function (this: unknown, ...args: unknown[]): Promise<unknown> {
    return atomic(() => call.apply(this, args), options)
  }
  // its name, its length, and what decorators have written on it
  Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(method))
  for (const key of Reflect.getOwnMetadataKeys(method) as unknown[]) {
    Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, method), wrapper)
  }
  declareWrapper(wrapper, method)
  return wrapper
}
