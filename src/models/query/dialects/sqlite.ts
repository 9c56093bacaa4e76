import { sql, type Binding, type Fragment } from '../fragment'
import type { DatePart, Dialect, TextMatch } from './dialect'
import { likePattern } from './like'

const FORMATS: Record<DatePart, string> = { year: '%Y', month: '%m', day: '%d', hour: '%H' }

export const sqlite: Dialect = {
  name: 'sqlite',
  returns: true,
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: () => '?',
  page(limit, offset) {
    if (offset === undefined) return limit === undefined ? sql`` : sql` LIMIT ${limit}`
    return limit === undefined
      ? sql` LIMIT -1 OFFSET ${offset}`
      : sql` LIMIT ${limit} OFFSET ${offset}`
  },
  matches,
  datePart: (date, part) => sql`CAST(strftime('${FORMATS[part]}', ${date}) AS INTEGER)`,
  day: (date) => sql`date(${date})`,
  lock: () => undefined
}

// LIKE of SQLite takes the letters A to Z of both cases for equal, whatever is asked
function matches(
  text: Fragment,
  match: TextMatch,
  value: Binding,
  ignoreCase: boolean
): Fragment | undefined {
  if (match === 'regex') return undefined
  if (match === 'like' || ignoreCase)
    return sql`${text} LIKE ${likePattern(match, value)} ESCAPE '|'`
  switch (match) {
    case 'contains':
      return sql`instr(${text}, ${value}) > 0`
    case 'startsWith':
      return sql`substr(${text}, 1, length(${value})) = ${value}`
    case 'endsWith':
      return sql`(length(${value}) = 0 OR substr(${text}, -length(${value})) = ${value})`
  }
}
