import { sql } from '../fragment'
import type { Dialect } from './dialect'
import { likePattern } from './like'

export const postgres: Dialect = {
  name: 'postgres',
  returns: true,
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: (position) => `$${position}`,
  page(limit, offset) {
    const first = limit === undefined ? sql`` : sql` LIMIT ${limit}`
    return offset === undefined ? first : sql`${first} OFFSET ${offset}`
  },
  matches(text, match, value, ignoreCase) {
    if (match === 'regex') return sql`${text} ${ignoreCase ? '~*' : '~'} ${value}`
    const operator = ignoreCase ? 'ILIKE' : 'LIKE'
    return sql`${text} ${operator} ${likePattern(match, value)} ESCAPE '|'`
  },
  datePart: (date, part) => sql`EXTRACT(${part} FROM ${date})::int`,
  day: (date) => sql`to_char(${date}, 'YYYY-MM-DD')`,
  lock: ({ skipLocked, noWait }) =>
    ` FOR UPDATE${skipLocked === true ? ' SKIP LOCKED' : noWait === true ? ' NOWAIT' : ''}`
}
