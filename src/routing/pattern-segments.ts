import { NuagesError } from '../errors'
import { hasDotSegment } from './pattern-path'
import { templateSlot, type Slot } from './pattern-slots'
import { parseTemplate } from './pattern-template'

/** What a pattern looks for in a segment: a literal, or a slot. */
export type Segment = string | Slot

// a capture, or what Fastify's router cannot look for: characters that it leaves encoded, and its own wildcard
const NOT_PLAIN = /[<>#$&+,:;=?@*]/

// most paths of an application are made of the same few: `<int:id>` is one slot however often it is declared
const slots = new Map<string, Slot>()

/** The segments of a declared path; a slot that may span segments takes all that follows. */
export function segmentsOf(path: string): Segment[] {
  if (hasDotSegment(path)) throw dotSegment(path)
  const texts = path.slice(1).split('/')
  const segments: Segment[] = []
  for (const [index, text] of texts.entries()) {
    const segment = NOT_PLAIN.test(text) ? slotOf(text, path) : text
    const takesAll = typeof segment !== 'string' && segment.toEnd && index < texts.length - 1
    if (takesAll) return [...segments, slotOf(texts.slice(index).join('/'), path)]
    segments.push(segment)
  }
  return segments
}

function slotOf(text: string, path: string): Slot {
  let slot = slots.get(text)
  if (slot === undefined) slots.set(text, (slot = templateSlot(parseTemplate(text, path))))
  return slot
}

function dotSegment(path: string): NuagesError {
  return new NuagesError(
    'ROUTING_DOT_SEGMENT',
    `The path "${path}" holds a segment "." or "..", which clients remove before they ask.`,
    'Write the path that remains without it.'
  )
}
