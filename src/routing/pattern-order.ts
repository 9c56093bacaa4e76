import type { NamedConverter } from './converters'
import type { Template } from './pattern-template'

// the narrower a converter, the earlier it is tried; those of the application stand at `custom`
const BY_NARROWNESS = ['int', 'uuid', 'bigint', 'custom', 'slug', 'str', 'path']

/** What `orderOf` needs to know of a segment that is no literal. */
export interface Ordered {
  readonly toEnd: boolean
  readonly order: string
}

/**
 * A text that sorts patterns as they are tried.
 *
 * First as Fastify's router does, segment by segment: a literal, then a segment that is looked at, then the rest of the
 * path. Where all of that is equal, the narrower one first.
 */
export function orderOf(segments: readonly (string | Ordered)[]): string {
  const shape = segments.map((segment) => {
    if (typeof segment === 'string') return `\u0001${segment}`
    return segment.toEnd ? '\u0003' : '\u0002'
  })
  const slots = segments.flatMap((segment) => (typeof segment === 'string' ? [] : [segment.order]))
  return `${shape.join('\0')}\0\0${slots.join('\0')}`
}

/** Whole literals, then mixtures (longer literals first), then lone parameters. */
export function orderOfTemplate({ literals, captures }: Template): string {
  const length = literals.join('').length
  const ranks = captures.map(({ converter }) => rankOf(converter)).join('')
  if (captures.length === 0) return '0'
  return length === 0
    ? `3${ranks}`
    : `1${descending(literals[0]!.length)}${descending(length)}${ranks}`
}

/** A regular expression: before a lone `<path:p>`, behind everything that says more. */
export const ORDER_OF_REGEX = '2'

function rankOf({ name }: NamedConverter): number {
  const rank = BY_NARROWNESS.indexOf(name)
  return rank === -1 ? BY_NARROWNESS.indexOf('custom') : rank
}

function descending(length: number): string {
  return String(99_999 - length).padStart(5, '0')
}
