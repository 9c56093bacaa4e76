import { parseMediaType, type MediaType } from './media-type'

/** What a client accepts: a media type, maybe with `*` in it, and how much it likes it. */
export interface MediaRange extends MediaType {
  /** From 0 (refused) to 1. */
  readonly quality: number
}

const ANYTHING: MediaRange = { type: '*/*', params: Object.freeze({}), quality: 1 }

/** The ranges of an Accept header, best first, the refused ones last; no header accepts anything. */
export function parseAccept(header: string | undefined): readonly MediaRange[] {
  const ranges = (header ?? '').split(',').flatMap(rangeOf)
  if (ranges.length === 0) return [ANYTHING]
  return ranges.sort((a, b) => b.quality - a.quality || specificity(b) - specificity(a))
}

/**
 * The one of `types` that a client likes best, `undefined` where it takes none of them.
 *
 * Each type goes by the most specific range it fits, so that a `q=0` counts against a wildcard. Between equals
 * the more specific range wins, then what the client named first, then what `types` names first.
 */
export function preferredType<T extends string>(
  ranges: readonly MediaRange[],
  types: readonly T[]
): T | undefined {
  let best: { type: T; rank: number } | undefined
  for (const type of types) {
    const range = rangeFor(ranges, type)
    if (range === undefined || range.quality === 0) continue
    const rank = ranges.indexOf(range)
    if (best === undefined || rank < best.rank) best = { type, rank }
  }
  return best?.type
}

function rangeFor(ranges: readonly MediaRange[], type: string): MediaRange | undefined {
  const mediaType = parseMediaType(type)
  if (mediaType === undefined) return undefined
  let found: MediaRange | undefined
  for (const range of ranges) {
    if (!includes(range, mediaType)) continue
    if (found === undefined || specificity(range) > specificity(found)) found = range
  }
  return found
}

function includes(range: MediaRange, { type, params }: MediaType): boolean {
  if (range.type === '*/*') return true
  if (range.type.endsWith('/*')) return type.startsWith(range.type.slice(0, -1))
  if (range.type !== type) return false
  return Object.keys(range.params).every((name) => sameText(range.params[name], params[name]))
}

function sameText(a: string | undefined, b: string | undefined): boolean {
  return a?.toLowerCase() === b?.toLowerCase()
}

function specificity({ type, params }: MediaRange): number {
  if (type === '*/*') return 0
  return type.endsWith('/*') ? 1 : 2 + Object.keys(params).length
}

function rangeOf(text: string): MediaRange[] {
  const mediaType = parseMediaType(text)
  if (mediaType === undefined) return []
  const { q, ...params } = mediaType.params
  return [{ type: mediaType.type, params, quality: qualityOf(q) }]
}

// as Django: what is no quality is the best one
function qualityOf(q: string | undefined): number {
  const quality = q === undefined || q === '' ? 1 : Number(q)
  return quality >= 0 && quality <= 1 ? quality : 1
}
