import { plainText } from './converters'
import { ORDER_OF_REGEX } from './pattern-order'
import { encodePath, hideSlashes, showSlashes } from './pattern-path'
import { parseRegexTemplate, writeRegexTemplate } from './pattern-regex-template'
import type { Slot, Values } from './pattern-slots'
import { assertName } from './pattern-template'

// an expression of the application may be slow on long texts: 8 KiB is more than any path needs
const LONGEST = 8192

/**
 * What follows a prefix, matched as a whole by a regular expression whose named groups are parameters.
 *
 * The slash between the two belongs to the prefix; an expression that begins with one matches all the same.
 */
export function regexSlot(regex: RegExp, source: string): Slot {
  const whole = new RegExp(`^(?:${regex.source})$`, regex.flags.replace(/[gmy]/g, ''))
  const names = groupNames(whole)
  for (const name of names) assertName(name, source)
  const template = parseRegexTemplate(regex.source)

  const readInto = (values: Values, text: string): boolean => {
    if (text.length > LONGEST) return false
    const match = whole.exec(text) ?? whole.exec(`/${text}`)
    for (const name of names) {
      const group = match?.groups?.[name]
      if (group !== undefined) values[name] = showSlashes(group)
    }
    return match !== null
  }
  const isReadBack = (written: string, texts: Readonly<Values>): boolean => {
    const again: Values = {}
    return readInto(again, written) && names.every((name) => again[name] === texts[name])
  }
  const write = (values: Readonly<Values>): string | undefined => {
    const given = names.filter((name) => values[name] !== undefined)
    const texts = Object.fromEntries(given.map((name) => [name, plainText(values[name])]))
    if (template === undefined || Object.values(texts).includes(undefined)) return undefined
    // whether a group reaches over segments only the expression knows
    const written = [String, hideSlashes]
      .map((guard) => writeRegexTemplate(template, texts, guard).replace(/^\//, ''))
      .find((text) => isReadBack(text, texts))
    return written === undefined ? undefined : encodePath(written)
  }
  const parameters = names.map((name) => ({ name, type: String }))
  const kind = { toEnd: true, isLone: false, order: ORDER_OF_REGEX }
  return { ...kind, parameters, readValue: () => undefined, readInto, write }
}

// an empty alternative always matches, and then every group is listed
function groupNames(regex: RegExp): readonly string[] {
  return Object.keys(new RegExp(`${regex.source}|`, regex.flags).exec('')?.groups ?? {})
}
