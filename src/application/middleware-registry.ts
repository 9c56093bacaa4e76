import { NuagesError, type Problem } from '../errors'
import type { Middleware, MiddlewareFunction, MiddlewareLike } from '../middleware/middleware'
import { MiddlewareNotUsed } from '../middleware/not-used'
import { isClass } from '../routing/is-class'

type Layer = Middleware | MiddlewareFunction

/** The middleware of an application: each class is made once, and one that is not used is left out. */
export class MiddlewareRegistry {
  private readonly made = new Map<MiddlewareLike, Layer | undefined>()
  private readonly global: readonly Layer[]
  /** What is wrong with the middleware of all routes. */
  readonly problems: readonly Problem[]

  constructor(global: readonly MiddlewareLike[]) {
    const problems: Problem[] = []
    this.global = global.flatMap((item) => {
      try {
        return this.make([item])
      } catch (error) {
        const { code, what: message, hint } = error as NuagesError
        problems.push({ code, message, hint })
        return []
      }
    })
    this.problems = problems
  }

  /** What surrounds a route, outermost first. */
  layersFor(own: readonly MiddlewareLike[]): readonly Layer[] {
    return own.length === 0 ? this.global : [...this.global, ...this.make(own)]
  }

  private make(list: readonly MiddlewareLike[]): Layer[] {
    return list.map((item) => this.layerOf(item)).filter((layer) => layer !== undefined)
  }

  private layerOf(item: MiddlewareLike): Layer | undefined {
    if (!this.made.has(item)) this.made.set(item, instantiate(item))
    return this.made.get(item)
  }
}

function instantiate(item: MiddlewareLike): Layer | undefined {
  if (typeof item === 'object' && item !== null) return item
  if (typeof item !== 'function') {
    throw new NuagesError(
      'MIDDLEWARE_NOT_MIDDLEWARE',
      `${String(item)} stands in a list of middleware.`,
      'Use a class with hooks, an object with hooks, or a function (request, next).'
    )
  }
  if (!isClass(item)) return item
  try {
    return new item()
  } catch (error) {
    if (error instanceof MiddlewareNotUsed) return undefined
    throw new NuagesError(
      'MIDDLEWARE_CONSTRUCTOR',
      `The middleware ${item.name} cannot be made: ${error instanceof Error ? error.message : String(error)}`,
      'Mend its constructor; it takes no arguments: hand over an instance where it needs some.',
      { cause: error }
    )
  }
}
