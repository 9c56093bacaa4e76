import { NuagesError } from '../errors'
import { converterOf, type Convert, type RawValues } from './pattern-convert'
import { orderOf } from './pattern-order'
import { encodePath, hasDotSegment, hideSlashes, joinPaths, splitPath } from './pattern-path'
import { regexSlot } from './pattern-regex'
import { segmentsOf, type Segment } from './pattern-segments'
import type { Slot, Values } from './pattern-slots'
import { assertUnique } from './pattern-template'

export { joinPaths } from './pattern-path'

/** One captured part of a path. */
export interface Parameter {
  readonly name: string
  /** Name of its converter; `undefined` in a regular expression. */
  readonly converter?: string
  /** `Number`, `String`, `BigInt`, …: what the converted value is. */
  readonly type: unknown
}

/** A compiled path: matches, converts and builds. */
export interface Pattern {
  /** As declared, with every prefix: `/articles/<int:id>`. */
  readonly source: string
  /** The route that Fastify registers for it: `/articles/:id`, `/files/*`. */
  readonly shape: string
  /** The shape without its names, `/articles/:`: patterns that share it share one route of Fastify. */
  readonly shapeKey: string
  /** Sorts patterns as they are tried, see `compareRecords`. */
  readonly order: string
  readonly parameters: readonly Parameter[]
  /** Whether `convert` is enough after Fastify has matched `shape`. Otherwise `match` has to look at the whole path. */
  readonly isSimple: boolean
  /** Converted values from what Fastify found for `shape`; `undefined` where one is refused, or where it is not simple. */
  convert(raw: RawValues): Record<string, unknown> | undefined
  /** The `convert` for what Fastify found for the shape of another pattern of the same `shapeKey`. */
  convertFor(shape: string): Convert
  /** Converted values from a raw path (percent-encoded, without query); `undefined` where it does not match. */
  match(path: string): Record<string, unknown> | undefined
  /** The same from the segments of `splitPath`. */
  matchSegments(segments: readonly string[]): Record<string, unknown> | undefined
  /** The path with these values in it, percent-encoded; `undefined` where names or values do not fit. */
  build(values: Readonly<Record<string, unknown>>): string | undefined
}

/** Compile a path as it is declared: `/articles/<int:id>`. */
export function compilePattern(source: string): Pattern {
  const path = joinPaths(source, '')
  return new CompiledPattern(path, segmentsOf(path))
}

/** Compile a regular expression that matches the whole path behind `prefix`, which may capture as well. */
export function compileRegexPattern(prefix: string, regex: RegExp): Pattern {
  const path = joinPaths(prefix, '/')
  const source = path + regex.source.replace(/^\^/, '').replace(/\$$/, '').replaceAll('\\/', '/')
  const segments = segmentsOf(path)
  if (segments.pop() !== '') throw nothingLeft(source)
  return new CompiledPattern(source, [...segments, regexSlot(regex, source)])
}

class CompiledPattern implements Pattern {
  readonly shape: string
  readonly shapeKey: string
  readonly order: string
  readonly parameters: readonly Parameter[]
  readonly isSimple: boolean
  readonly convert: Convert
  readonly #segments: readonly Segment[]
  readonly #slots: readonly Slot[]

  constructor(
    readonly source: string,
    segments: readonly Segment[]
  ) {
    this.#segments = segments
    this.#slots = segments.filter((segment) => typeof segment !== 'string')
    this.parameters = this.#slots.flatMap(({ parameters }) => parameters)
    assertUnique(this.parameters, source)
    this.shape = segments.map((segment, index) => `/${this.#shapeOf(segment, index)}`).join('')
    this.shapeKey = this.shape.replace(/\/:\w+/g, '/:')
    this.order = orderOf(segments)
    const isReadable = this.#slots.every(({ toEnd, isLone }) => isLone || !toEnd)
    // without parameters nobody converts, but `/@me` still has to be compared
    this.isSimple = isReadable && (this.parameters.length > 0 || this.#slots.length === 0)
    this.convert = this.convertFor(this.shape)
  }

  convertFor(shape: string): Convert {
    if (!this.isSimple) return () => undefined
    const keys = shape.match(/(?<=\/:)\w+|\*$/g) ?? []
    return converterOf(this.#slots, keys)
  }

  match(path: string): Values | undefined {
    const segments = splitPath(path)
    return segments === undefined ? undefined : this.matchSegments(segments)
  }

  matchSegments(texts: readonly string[]): Values | undefined {
    const segments = this.#segments
    const last = segments[segments.length - 1]!
    const isOpen = typeof last !== 'string' && last.toEnd
    if (isOpen ? texts.length < segments.length : texts.length !== segments.length) return undefined
    const values: Values = {}
    for (let index = 0; index < segments.length; index++) {
      const segment = segments[index]!
      const isMatch =
        typeof segment === 'string'
          ? segment === texts[index]
          : segment.readInto(values, segment.toEnd ? restOf(texts, index, segment) : texts[index]!)
      if (!isMatch) return undefined
    }
    return values
  }

  build(values: Readonly<Values>): string | undefined {
    const own = ownValues(values)
    for (const name in own) {
      if (this.parameters.every((parameter) => parameter.name !== name)) return undefined
    }
    let path = ''
    for (const segment of this.#segments) {
      const text = typeof segment === 'string' ? encodePath(segment) : segment.write(own)
      if (text === undefined) return undefined
      path += `/${text}`
    }
    // two slashes in front would name another host (CVE-2014-0480)
    if (path.startsWith('//')) path = `/%2F${path.slice(2)}`
    return hasDotSegment(path) || this.match(path) === undefined ? undefined : path
  }

  /** What Fastify calls a segment: a parameter by its name, `:_2` where it is none or several. */
  #shapeOf(segment: Segment, index: number): string {
    if (typeof segment === 'string') return segment
    if (segment.toEnd) return '*'
    if (segment.isLone) return `:${segment.parameters[0]!.name}`
    let key = `_${index}`
    while (this.parameters.some(({ name }) => name === key)) key = `_${key}`
    return `:${key}`
  }
}

// without a prototype, so that `constructor` is no value
function ownValues(values: Readonly<Values>): Values {
  const own = Object.create(null) as Values
  for (const name of Object.keys(values)) {
    if (values[name] !== undefined) own[name] = values[name]
  }
  return own
}

function restOf(texts: readonly string[], index: number, { isLone }: Slot): string {
  const rest = texts.slice(index)
  return (isLone ? rest : rest.map(hideSlashes)).join('/')
}

function nothingLeft(source: string): NuagesError {
  return new NuagesError(
    'ROUTING_REGEX_AFTER_PATH',
    `Nothing is left for the regular expression of "${source}": what stands before takes the rest of the path.`,
    'Take `<path:…>` out of the prefix, or say it within the expression.'
  )
}
