import { splitPath } from './pattern-path'
import type { ResolvableRoute } from './route-order'

/** A record with the values that its path captured. */
export interface Resolved<T> {
  readonly record: T
  readonly params: Record<string, unknown>
}

/** Finds records by a raw path (percent-encoded, without query), without Fastify. */
export interface Resolver<T> {
  /** The first record that answers, in the order of the records; with `after`, the first behind that one. */
  resolve(method: string, path: string, after?: T): Resolved<T> | undefined
  /** What `Allow` says for a path; empty where no record answers it. */
  methodsOf(path: string): string[]
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']

/** Index `records`, which are in the order in which they are tried (see `compareRecords`). */
export function createResolver<T extends ResolvableRoute>(records: readonly T[]): Resolver<T> {
  const root = new Place()
  const positions = new Map<T, number>()
  records.forEach((record, index) => {
    positions.set(record, index)
    root.add(record.pattern.shapeKey.split('/').slice(1), index)
  })

  function* matches(path: string, from = 0): Generator<Resolved<T>> {
    const segments = splitPath(path)
    if (segments === undefined) return
    const candidates: number[] = []
    root.collect(segments, 0, candidates)
    for (const index of candidates.sort((a, b) => a - b)) {
      const params = index < from ? undefined : records[index]!.pattern.matchSegments(segments)
      if (params !== undefined) yield { record: records[index]!, params }
    }
  }

  return {
    resolve(method, path, after) {
      const from = after === undefined ? 0 : positions.get(after)! + 1
      for (const found of matches(path, from)) {
        if (answers(found.record.methods, method)) return found
      }
      return undefined
    },
    methodsOf(path) {
      const methods = new Set<string>()
      for (const { record } of matches(path)) record.methods.forEach((name) => methods.add(name))
      if (methods.size === 0) return []
      if (methods.has('GET')) methods.add('HEAD')
      methods.add('OPTIONS')
      return [...METHODS.filter((name) => methods.delete(name)), ...methods]
    }
  }
}

function answers(methods: readonly string[], method: string): boolean {
  return methods.includes(method) || (method === 'HEAD' && methods.includes('GET'))
}

/** A place in the tree of shapes: 1,000 routes are a few look-ups, not 1,000 comparisons. */
class Place {
  readonly #literals = new Map<string, Place>()
  #capture?: Place
  readonly #ending: number[] = []
  readonly #open: number[] = []

  add([first, ...rest]: readonly string[], index: number): void {
    if (first === undefined) this.#ending.push(index)
    else if (first === '*') this.#open.push(index)
    else this.#child(first).add(rest, index)
  }

  /** Add the positions of all records whose shape fits `segments` from `at` on. */
  collect(segments: readonly string[], at: number, found: number[]): void {
    if (at === segments.length) {
      found.push(...this.#ending)
      return
    }
    found.push(...this.#open)
    this.#literals.get(segments[at]!)?.collect(segments, at + 1, found)
    this.#capture?.collect(segments, at + 1, found)
  }

  #child(name: string): Place {
    if (name === ':') return (this.#capture ??= new Place())
    let child = this.#literals.get(name)
    if (child === undefined) this.#literals.set(name, (child = new Place()))
    return child
  }
}
