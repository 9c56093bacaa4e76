import { joinFragments, sql, type Binding, type Fragment } from '../fragment'
import type { Dialect } from './dialect'
import { likeStyle, patternOf } from './pattern'

// MySQL has no way to say "all the rest"
const ALL_ROWS = '18446744073709551615'
// not a backslash, which MySQL and its settings read differently
const LIKE = likeStyle('|')

/** What MySQL and MariaDB call differently. */
interface Flavour {
  /** Compares letter by letter, and trailing spaces too. */
  readonly collation: string
  readonly isJson: Dialect['isJson']
}

export const mysql = dialect({
  collation: 'utf8mb4_0900_bin',
  isJson: (json, value) => sql`CAST(${json} AS JSON) = CAST(${value} AS JSON)`
})

export const mariadb = dialect({
  collation: 'utf8mb4_nopad_bin',
  // which takes no value for equal to any
  isJson: (json, value) => sql`(${json} IS NOT NULL AND JSON_EQUALS(${json}, ${value}))`
})

function dialect({ collation, isJson }: Flavour): Dialect {
  // texts of MySQL have a collation, which takes both cases for equal as a rule
  const exact = (text: Fragment): Fragment =>
    sql`CONVERT(${text} USING utf8mb4) COLLATE ${collation}`
  const lower = (text: Fragment): Fragment =>
    sql`LOWER(CONVERT(${text} USING utf8mb4)) COLLATE ${collation}`
  return {
    name: 'mysql',
    returns: false,
    quote: (name) => `\`${name.replaceAll('`', '``')}\``,
    placeholder: () => '?',
    page(limit, offset) {
      if (offset === undefined) return limit === undefined ? sql`` : sql` LIMIT ${limit}`
      return sql` LIMIT ${limit ?? ALL_ROWS} OFFSET ${offset}`
    },
    sorted: (term, isDown) => (isDown ? sql`${term} DESC` : term),
    // text and number are compared as floating-point numbers
    parameter: (value, kind) =>
      kind === 'decimal' ? sql`CAST(${value} AS DECIMAL(65, 30))` : sql`${value}`,
    // mysql2 writes a list as its values, and one of lists as (…), (…)
    isIn: (expression, { list }) => sql`${expression} IN (${(query) => [...list(query)]})`,
    areIn({ parts, list }) {
      const texts = parts.map(({ expression }) => expression)
      return sql`(${joinFragments(texts, ', ')}) IN (${(query) => [...list(query)]})`
    },
    matches(text, match, value, ignoreCase) {
      if (match === 'regex') {
        const subject = sql`CONVERT(${text} USING utf8mb4)`
        const collation = ignoreCase ? 'utf8mb4_general_ci' : 'utf8mb4_bin'
        return sql`${subject} COLLATE ${collation} REGEXP ${value}`
      }
      const pattern: Binding = (query) => patternOf(match, value(query) as string, LIKE)
      if (ignoreCase) {
        return sql`${lower(text)} LIKE ${(query) => lowered(pattern(query))} ESCAPE '|'`
      }
      const found = sql`${exact(text)} LIKE ${pattern} ESCAPE '|'`
      // the first one for an index, which has the collation of the column
      return match === 'startsWith' ? sql`(${text} LIKE ${pattern} ESCAPE '|' AND ${found})` : found
    },
    isText(text, { list }, ignoreCase) {
      if (ignoreCase) return sql`${lower(text)} IN (${(query) => list(query).map(lowered)})`
      const values: Binding = (query) => [...list(query)]
      return sql`(${text} IN (${values}) AND ${exact(text)} IN (${values}))`
    },
    asText: (expression) => expression,
    isJson,
    datePart: (date, part) => sql`EXTRACT(${part} FROM ${date})`,
    day: (date) => sql`DATE_FORMAT(${date}, '%Y-%m-%d')`,
    lock: ({ skipLocked, noWait, isShared }) =>
      `${isShared === true ? ' LOCK IN SHARE MODE' : ' FOR UPDATE'}${skipLocked === true ? ' SKIP LOCKED' : noWait === true ? ' NOWAIT' : ''}`
  }
}

function lowered(text: unknown): unknown {
  return typeof text === 'string' ? text.toLowerCase() : text
}
