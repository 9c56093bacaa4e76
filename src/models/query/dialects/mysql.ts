import { sql } from '../fragment'
import type { Dialect } from './dialect'
import { likePattern } from './like'

// MySQL has no way to say "all the rest"
const ALL_ROWS = '18446744073709551615'

export const mysql: Dialect = {
  name: 'mysql',
  returns: false,
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  placeholder: () => '?',
  page(limit, offset) {
    if (offset === undefined) return limit === undefined ? sql`` : sql` LIMIT ${limit}`
    return sql` LIMIT ${limit ?? ALL_ROWS} OFFSET ${offset}`
  },
  matches(text, match, value, ignoreCase) {
    // texts of MySQL have a collation, which takes both cases for equal as a rule
    const collation = ignoreCase ? 'utf8mb4_general_ci' : 'utf8mb4_bin'
    const subject = sql`CONVERT(${text} USING utf8mb4) COLLATE ${collation}`
    if (match === 'regex') return sql`${subject} REGEXP ${value}`
    return sql`${subject} LIKE ${likePattern(match, value)} ESCAPE '|'`
  },
  datePart: (date, part) => sql`EXTRACT(${part} FROM ${date})`,
  day: (date) => sql`DATE_FORMAT(${date}, '%Y-%m-%d')`,
  lock: ({ skipLocked, noWait }) =>
    ` FOR UPDATE${skipLocked === true ? ' SKIP LOCKED' : noWait === true ? ' NOWAIT' : ''}`
}
