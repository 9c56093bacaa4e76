import { orderOfTemplate } from './pattern-order'
import { encodePath, hideSlashes, showSlashes } from './pattern-path'
import { fillTemplate, readTemplate, type Capture, type Template } from './pattern-template'

export type Values = Record<string, unknown>

/**
 * A part of a path that is looked at when it is matched: one segment, or all from a segment on.
 *
 * Texts are decoded. Only where several things share the rest of a path are in-segment slashes hidden (see `pattern-path`).
 */
export interface Slot {
  readonly parameters: readonly { name: string; converter?: string; type: unknown }[]
  readonly toEnd: boolean
  /** Sorts the slots of one place, see `pattern-order`. */
  readonly order: string
  /** Whether one parameter is the whole of it. */
  readonly isLone: boolean
  /** The value of a lone parameter; `undefined` where it is refused. */
  readValue(text: string): unknown
  /** Add the values that `text` holds; false where it does not fit. */
  readInto(values: Values, text: string): boolean
  /** The encoded text of these values; `undefined`, or throwing, where they do not fit. */
  write(values: Readonly<Values>): string | undefined
}

/** The slot of a template. Without captures it is a literal that Fastify's router cannot look for. */
export function templateSlot(template: Template): Slot {
  const { literals, captures } = template
  const isLone = captures.length === 1 && literals.every((literal) => literal === '')
  const toEnd = captures.some(({ converter }) => converter.spansSegments)
  const parameters = captures.map(parameterOf)
  const common = { parameters, toEnd, isLone, order: orderOfTemplate(template) }
  if (isLone) return { ...common, ...loneParameter(captures[0]!) }
  return { ...common, ...(captures.length === 0 ? literal(literals[0]!) : mixture(template)) }
}

type Reading = Pick<Slot, 'readValue' | 'readInto' | 'write'>

function loneParameter({ name, converter }: Capture): Reading {
  return {
    readValue: (text) => converter.read(text),
    readInto: (values, text) => (values[name] = converter.read(text)) !== undefined,
    write(values) {
      const text = converter.write(values[name])
      return text === undefined ? undefined : encodePath(text)
    }
  }
}

function literal(expected: string): Reading {
  return {
    readValue: () => undefined,
    readInto: (_values, text) => text === expected,
    write: () => encodePath(expected)
  }
}

function mixture(template: Template): Reading {
  const { captures } = template
  const toEnd = captures.some(({ converter }) => converter.spansSegments)
  return {
    readValue: () => undefined,
    readInto(values, text) {
      const texts = readTemplate(template, toEnd ? text : hideSlashes(text))
      if (texts === undefined) return false
      return captures.every(({ name, converter }, index) => {
        values[name] = converter.toValue(showSlashes(texts[index]!))
        return values[name] !== undefined
      })
    },
    write(values) {
      const texts = captures.map(({ name, converter }) => converter.write(values[name]))
      if (!texts.every((text) => text !== undefined)) return undefined
      const whole = fillTemplate(template, texts)
      // `<a>-<b>` of `x` and `y-z` would be read as `x-y` and `z`
      const again = readTemplate(template, whole)
      return again?.every((text, index) => text === texts[index]) ? encodePath(whole) : undefined
    }
  }
}

function parameterOf({ name, converter }: Capture): Slot['parameters'][number] {
  return { name, converter: converter.name, type: converter.type }
}
