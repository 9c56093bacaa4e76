import type { Binding } from '../fragment'
import type { TextMatch } from './dialect'

/** The pattern of LIKE for a lookup, in which `%` and `_` of the value are escaped by `|`. */
export function likePattern(match: TextMatch, value: Binding): Binding {
  switch (match) {
    case 'contains':
      return (query) => `%${escaped(value(query))}%`
    case 'startsWith':
      return (query) => `${escaped(value(query))}%`
    case 'endsWith':
      return (query) => `%${escaped(value(query))}`
    default:
      return value
  }
}

// not a backslash, which MySQL and its settings read differently
function escaped(value: unknown): string {
  return String(value).replace(/[%_|]/g, '|$&')
}
