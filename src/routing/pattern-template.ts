import { NuagesError, nearest } from '../errors'
import { converterNames, findConverter, type NamedConverter } from './converters'

/** One `<converter:name>` of a path. */
export interface Capture {
  readonly name: string
  readonly converter: NamedConverter
}

/** Literal texts with captures between them: there is one literal more than captures. */
export interface Template {
  readonly literals: readonly string[]
  readonly captures: readonly Capture[]
}

// how much text may be looked at for one match: ambiguous templates would otherwise take polynomial time
const BUDGET = 1_000_000

/** Take a segment apart, or several that are one because a capture may span them. */
export function parseTemplate(text: string, source: string): Template {
  const literals: string[] = []
  const captures: Capture[] = []
  for (let at = 0; ;) {
    const open = text.indexOf('<', at)
    const literal = open === -1 ? text.slice(at) : text.slice(at, open)
    if (literal.includes('>')) throw unbalanced(source)
    literals.push(literal)
    if (open === -1) return { literals, captures }
    const close = text.indexOf('>', open)
    if (close === -1 || text.lastIndexOf('<', close) > open) throw unbalanced(source)
    captures.push(parseCapture(text.slice(open + 1, close), source))
    at = close + 1
  }
}

export function spansSegments({ captures }: Template): boolean {
  return captures.some(({ converter }) => converter.spansSegments)
}

/** The texts that the captures take from `text`, each as long as it can be; `undefined` where it does not fit. */
export function readTemplate({ literals, captures }: Template, text: string): string[] | undefined {
  if (captures.length === 0) return text === literals[0] ? [] : undefined
  const last = captures.length - 1
  const limit = text.length - literals[last + 1]!.length
  const texts: string[] = []
  let budget = BUDGET
  const fits = (index: number, start: number, end: number): boolean => {
    budget -= end - start
    return budget > 0 && captures[index]!.converter.accepts(text.slice(start, end))
  }
  const readFrom = (index: number, start: number): boolean => {
    if (index === last) {
      texts[index] = text.slice(start, limit)
      return start < limit && fits(index, start, limit)
    }
    budget -= limit - start
    const separator = literals[index + 1]!
    let end = text.lastIndexOf(separator, limit - 1)
    for (; end > start && budget > 0; end = text.lastIndexOf(separator, end - 1)) {
      if (!fits(index, start, end) || !readFrom(index + 1, end + separator.length)) continue
      texts[index] = text.slice(start, end)
      return true
    }
    return false
  }
  if (!text.startsWith(literals[0]!) || !text.endsWith(literals[last + 1]!)) return undefined
  return readFrom(0, literals[0]!.length) ? texts : undefined
}

/** The text with these captured texts in it. */
export function fillTemplate({ literals }: Template, texts: readonly string[]): string {
  return literals.map((literal, index) => literal + (texts[index] ?? '')).join('')
}

export function assertName(name: string, source: string): void {
  if (/^[A-Za-z_]\w*$/.test(name) && name !== '__proto__') return
  throw new NuagesError(
    'ROUTING_BAD_PARAMETER_NAME',
    `"${name}" cannot name a parameter of the path "${source}".`,
    'Write `<int:id>` or `<id>`: letters, digits and underscores, no spaces.'
  )
}

export function assertUnique(parameters: readonly { name: string }[], source: string): void {
  const names = parameters.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice === undefined) return
  throw new NuagesError(
    'ROUTING_DUPLICATE_PARAMETER',
    `The path "${source}" has two parameters named "${twice}".`,
    'Rename one of them; a prefix counts too.'
  )
}

function parseCapture(text: string, source: string): Capture {
  const colon = text.indexOf(':')
  const name = text.slice(colon + 1)
  assertName(name, source)
  const converterName = colon === -1 ? 'str' : text.slice(0, colon)
  const converter = findConverter(converterName)
  if (converter === undefined) throw unknownConverter(converterName, source)
  return { name, converter }
}

function unknownConverter(name: string, source: string): NuagesError {
  const close = nearest(name, converterNames())
  const meant = close.length === 0 ? '' : `Did you mean "${close.join('" or "')}"? `
  return new NuagesError(
    'ROUTING_UNKNOWN_CONVERTER',
    `No path converter is named "${name}", as "${source}" asks.`,
    `${meant}There are ${converterNames().join(', ')}; \`registerConverter()\` adds your own.`
  )
}

function unbalanced(source: string): NuagesError {
  return new NuagesError(
    'ROUTING_UNBALANCED_BRACKETS',
    `The path "${source}" has a "<" without its ">", or the reverse.`,
    'A parameter is written `<int:id>`; a literal bracket cannot stand in a path.'
  )
}
