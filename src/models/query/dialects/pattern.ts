import type { TextMatch } from './dialect'

/** How an engine writes patterns of text. */
export interface PatternStyle {
  /** Any text. */
  readonly any: string
  /** Any character. */
  readonly one: string
  /** Text that stands for itself. */
  literal(text: string): string
}

type Match = Exclude<TextMatch, 'regex'> | 'equals'

// of `like`: what a backslash takes the meaning from, what has one, and other text
const TOKENS = /\\([\s\S])|([%_])|([^\\%_]+|\\$)/g

/** The pattern that finds `value`. */
export function patternOf(match: Match, value: string, style: PatternStyle): string {
  const { any, one } = style
  switch (match) {
    case 'equals':
      return style.literal(value)
    case 'contains':
      return any + style.literal(value) + any
    case 'startsWith':
      return style.literal(value) + any
    case 'endsWith':
      return any + style.literal(value)
    case 'like':
      return value.replace(
        TOKENS,
        (_whole, escaped: string | undefined, wildcard: string | undefined, text: string) =>
          wildcard === undefined ? style.literal(escaped ?? text) : wildcard === '%' ? any : one
      )
  }
}

/** Patterns of LIKE, in which this character takes the meaning from the next one. */
export function likeStyle(escape: '\\' | '|'): PatternStyle {
  return {
    any: '%',
    one: '_',
    literal: (text) =>
      text.replace(/[%_\\|]/g, (sign) => {
        return sign === '%' || sign === '_' || sign === escape ? escape + sign : sign
      })
  }
}

/** Patterns of GLOB, which SQLite compares letter by letter, and with an index where there is one. */
export const GLOB: PatternStyle = {
  any: '*',
  one: '?',
  literal: (text) => text.replace(/[*?[]/g, '[$&]')
}

/** The same, for letters of both cases: SQLite itself knows those of A to Z alone. */
export const GLOB_OF_BOTH_CASES: PatternStyle = {
  ...GLOB,
  literal: (text) => Array.from(text, bothCases).join('')
}

function bothCases(letter: string): string {
  const lower = letter.toLowerCase()
  const letters = new Set([letter, lower, letter.toUpperCase()])
  const same = [...letters].filter(
    (other) => Array.from(other).length === 1 && other.toLowerCase() === lower
  )
  return same.length > 1 ? `[${same.join('')}]` : GLOB.literal(letter)
}
