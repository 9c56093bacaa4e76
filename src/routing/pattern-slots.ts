import { orderOfTemplate } from './pattern-order'
import { encodePath, hideSlashes, showSlashes } from './pattern-path'
import {
  fillTemplate,
  readTemplate,
  spansSegments,
  type Capture,
  type Template
} from './pattern-template'

export type Values = Record<string, unknown>

/** What a pattern says of one captured value. */
export interface SlotParameter {
  readonly name: string
  readonly converter?: string
  readonly type: unknown
}

/**
 * A part of a path that is looked at when it is matched: one segment, or all from a segment on.
 *
 * Texts are decoded. Only where several things share the rest of a path are in-segment slashes hidden (see `pattern-path`).
 */
export interface Slot {
  readonly parameters: readonly SlotParameter[]
  readonly toEnd: boolean
  /** Whether one parameter is the whole of it. */
  readonly isLone: boolean
  /** Sorts the slots of one place, see `pattern-order`. */
  readonly order: string
  /** The value of a lone parameter; `undefined` where it is refused. */
  readValue(text: string): unknown
  /** Add the values that `text` holds; false where it does not fit. */
  readInto(values: Values, text: string): boolean
  /** The encoded text of these values; `undefined` where they do not fit. */
  write(values: Readonly<Values>): string | undefined
}

export function templateSlot(template: Template): Slot {
  const { literals, captures } = template
  const isLone = captures.length === 1 && literals[0] === '' && literals[1] === ''
  return isLone ? new LoneSlot(template) : new MixedSlot(template)
}

/** `<int:id>`. */
class LoneSlot implements Slot {
  readonly parameters: readonly SlotParameter[]
  readonly toEnd: boolean
  readonly isLone = true
  readonly order: string
  readonly #capture: Capture

  constructor(template: Template) {
    this.#capture = template.captures[0]!
    this.parameters = [parameterOf(this.#capture)]
    this.toEnd = this.#capture.converter.spansSegments
    this.order = orderOfTemplate(template)
  }

  readValue(text: string): unknown {
    return this.#capture.converter.read(text)
  }

  readInto(values: Values, text: string): boolean {
    const value = this.#capture.converter.read(text)
    values[this.#capture.name] = value
    return value !== undefined
  }

  write(values: Readonly<Values>): string | undefined {
    const text = this.#capture.converter.write(values[this.#capture.name])
    return text === undefined ? undefined : encodePath(text)
  }
}

/** `<int:year>-<slug:title>`, `v<int:n>`, or a literal alone that Fastify's router cannot look for. */
class MixedSlot implements Slot {
  readonly parameters: readonly SlotParameter[]
  readonly toEnd: boolean
  readonly isLone = false
  readonly order: string
  readonly #template: Template

  constructor(template: Template) {
    this.#template = template
    this.parameters = template.captures.map(parameterOf)
    this.toEnd = spansSegments(template)
    this.order = orderOfTemplate(template)
  }

  readValue(): undefined {
    return undefined
  }

  readInto(values: Values, text: string): boolean {
    const texts = readTemplate(this.#template, this.toEnd ? text : hideSlashes(text))
    if (texts === undefined) return false
    return this.#template.captures.every(({ name, converter }, index) => {
      values[name] = converter.toValue(showSlashes(texts[index]!))
      return values[name] !== undefined
    })
  }

  write(values: Readonly<Values>): string | undefined {
    const { captures } = this.#template
    const texts = captures.map(({ name, converter }) => converter.write(values[name]))
    if (!texts.every((text) => text !== undefined)) return undefined
    const whole = fillTemplate(this.#template, texts)
    // `<a>-<b>` of `x` and `y-z` would be read as `x-y` and `z`
    const again = readTemplate(this.#template, whole)
    return again?.every((text, index) => text === texts[index]) ? encodePath(whole) : undefined
  }
}

function parameterOf({ name, converter }: Capture): SlotParameter {
  return { name, converter: converter.name, type: converter.type }
}
