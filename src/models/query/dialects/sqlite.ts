import { joinFragments, sql, type Binding, type Fragment } from '../fragment'
import type { DatePart, Dialect, TextMatch, Values } from './dialect'
import { jsonList, jsonRows } from './json-list'
import { GLOB, GLOB_OF_BOTH_CASES, patternOf } from './pattern'

const FORMATS: Record<DatePart, string> = { year: '%Y', month: '%m', day: '%d', hour: '%H' }

export const sqlite: Dialect = {
  name: 'sqlite',
  returns: true,
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: () => '?',
  // after a bare `LIMIT ?` SQLite prepares the statement anew whenever a value is bound
  page(limit, offset) {
    if (offset === undefined) return limit === undefined ? sql`` : sql` LIMIT +${limit}`
    return limit === undefined
      ? sql` LIMIT -1 OFFSET ${offset}`
      : sql` LIMIT +${limit} OFFSET ${offset}`
  },
  sorted: (term, isDown) => (isDown ? sql`${term} DESC` : term),
  parameter: (value) => sql`${value}`,
  isIn(expression, { list, size, kind }) {
    if (size !== undefined) return sql`${expression} IN (${{ list, size }})`
    // SQLite takes 32,766 parameters; JSON has no bytes
    const value = kind === 'bytes' ? 'unhex(value)' : 'value'
    return sql`${expression} IN (SELECT ${value} FROM json_each(${(query) => jsonList(list(query))}))`
  },
  areIn({ parts, list }) {
    const values = parts.map((_part, index) => `value ->> ${index}`).join(', ')
    const keys = joinFragments(
      parts.map(({ expression }) => expression),
      ', '
    )
    return sql`(${keys}) IN (SELECT ${values} FROM json_each(${(query) => jsonRows(list(query))}))`
  },
  matches,
  isText(text, values, ignoreCase) {
    if (!ignoreCase) return sqlite.isIn(text, values)
    return sql`EXISTS (SELECT 1 FROM json_each(${globs(values)}) v_ WHERE ${text} GLOB v_.value)`
  },
  asText: (expression) => expression,
  // both have the same members at the same places
  isJson(json, value) {
    const members = (of: Fragment): Fragment =>
      sql`SELECT fullkey, type, atom FROM json_tree(${of})`
    const [ours, theirs] = [members(json), members(sql`${value}`)]
    return sql`(${json} IS NOT NULL AND NOT EXISTS (${ours} EXCEPT ${theirs}) AND NOT EXISTS (${theirs} EXCEPT ${ours}))`
  },
  datePart: (date, part) => sql`CAST(strftime('${FORMATS[part]}', ${date}) AS INTEGER)`,
  day: (date) => sql`date(${date})`,
  lock: () => undefined
}

function matches(
  text: Fragment,
  match: TextMatch,
  value: Binding,
  ignoreCase: boolean
): Fragment | undefined {
  if (match === 'regex') return undefined
  // LIKE takes the letters A to Z of both cases for equal, whatever is asked
  if (match === 'contains' && !ignoreCase) return sql`instr(${text}, ${value}) > 0`
  const style = ignoreCase ? GLOB_OF_BOTH_CASES : GLOB
  return sql`${text} GLOB ${(query) => patternOf(match, value(query) as string, style)}`
}

function globs({ list }: Values): Binding {
  return (query) =>
    jsonList(
      list(query).flatMap((text) =>
        text === null ? [] : patternOf('equals', text as string, GLOB_OF_BOTH_CASES)
      )
    )
}
