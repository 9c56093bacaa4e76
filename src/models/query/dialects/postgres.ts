import { joinFragments, sql, type Binding } from '../fragment'
import type { LookupKind } from '../lookup-kind'
import type { Dialect } from './dialect'
import { likeStyle, patternOf } from './pattern'

const LIKE = likeStyle('\\')

// what a list of values has to be called; what is not here is compared as text
const TYPES: Partial<Readonly<Record<LookupKind, string>>> = {
  integer: 'int8',
  decimal: 'numeric',
  float: 'float8',
  uuid: 'uuid',
  boolean: 'boolean',
  moment: 'timestamptz',
  day: 'date',
  bytes: 'bytea'
}

export const postgres: Dialect = {
  name: 'postgres',
  returns: true,
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: (position) => `$${position}`,
  page(limit, offset) {
    const first = limit === undefined ? sql`` : sql` LIMIT ${limit}`
    return offset === undefined ? first : sql`${first} OFFSET ${offset}`
  },
  sorted(term, isDown, isNullable) {
    if (!isNullable) return isDown ? sql`${term} DESC` : term
    return isDown ? sql`${term} DESC NULLS LAST` : sql`${term} NULLS FIRST`
  },
  // a value beyond the column's own width is an error otherwise
  parameter: (value, kind) => (kind === 'integer' ? sql`${value}::int8` : sql`${value}`),
  isIn(expression, { list, kind }) {
    return sql`${expression} = ANY(${(query) => [...list(query)]}${kind === 'integer' ? '::int8[]' : ''})`
  },
  areIn({ parts, list }) {
    const keys = parts.map(({ expression, kind }) =>
      TYPES[kind] === undefined ? sql`${expression}::text` : expression
    )
    const lists = parts.map(({ kind }, index) => {
      const values: Binding = (query) => list(query).map((row) => row[index])
      return sql`${values}::${TYPES[kind] ?? 'text'}[]`
    })
    return sql`(${joinFragments(keys, ', ')}) IN (SELECT * FROM unnest(${joinFragments(lists, ', ')}))`
  },
  matches(text, match, value, ignoreCase) {
    if (match === 'regex') return sql`${text} ${ignoreCase ? '~*' : '~'} ${value}`
    const pattern: Binding = (query) => {
      const searched = value(query) as string
      // no text of PostgreSQL has one
      return searched.includes('\0') ? null : patternOf(match, searched, LIKE)
    }
    return sql`${text} ${ignoreCase ? 'ILIKE' : 'LIKE'} ${pattern}`
  },
  isText(text, values, ignoreCase) {
    if (!ignoreCase) return postgres.isIn(text, values)
    const list: Binding = (query) => [...values.list(query)]
    return sql`lower(${text}) = ANY(SELECT lower(v_) FROM unnest(${list}::text[]) v_)`
  },
  asText: (expression) => sql`${expression}::text`,
  isJson: (json, value) => sql`${json}::jsonb = ${value}::jsonb`,
  datePart: (date, part) => sql`EXTRACT(${part} FROM ${date})::int`,
  day: (date) => sql`to_char(${date}, 'YYYY-MM-DD')`,
  // of the first table alone: a row that a join does not find cannot be locked
  lock: ({ skipLocked, noWait, isShared }) =>
    ` FOR ${isShared === true ? 'SHARE' : 'UPDATE'} OF t0${skipLocked === true ? ' SKIP LOCKED' : noWait === true ? ' NOWAIT' : ''}`
}
