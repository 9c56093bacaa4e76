import { UndefinedLookup, UnknownLookup, UnusableField } from '../errors'
import { dateSubject, isDatePart } from './date-lookups'
import { Expression } from './expression'
import { joinFragments, sql, type Binding, type Fragment } from './fragment'
import { isIn } from './list-lookups'
import type { Rounding } from './lookup-kind'
import { isPlainObject } from './plain-object'
import { parameter, type Subject } from './subject'
import { isTextMatch, isThisText, matches } from './text-lookups'
import { isNotTrue } from './truth'

/** Where a number goes that a column of integers cannot hold, so that the comparison stays the same. */
const ROUNDINGS: Readonly<Record<string, Rounding>> = {
  '<': 'up',
  '<=': 'down',
  '>': 'down',
  '>=': 'up'
}
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['lte', '<='],
  ['gt', '>'],
  ['gte', '>=']
])
const NAMES: readonly string[] = [
  ...['equals', 'not', 'in', 'notIn', ...OPERATORS.keys(), 'between', 'isNull'],
  ...['contains', 'startsWith', 'endsWith', 'like', 'regex', 'ignoreCase'],
  ...['year', 'month', 'day', 'hour', 'date']
]

/** Whether all names of `value` are lookups. */
export function areLookups(value: unknown): value is Record<string, unknown> {
  return isPlainObject(value) && Object.keys(value).every((name) => NAMES.includes(name))
}

/** The condition that a column, or what the database computed, is `value` or meets the lookups in it. */
export function condition(subject: Subject, value: unknown, read: Binding): Fragment {
  const isData = holdsObjects(subject) && !areLookups(value)
  return isPlainObject(value) && !isData
    ? allLookups(subject, value, read)
    : equals(subject, value, read)
}

function allLookups(subject: Subject, lookups: Record<string, unknown>, read: Binding): Fragment {
  const { ignoreCase = subject.ignoreCase, ...others } = lookups
  if (ignoreCase !== undefined && typeof ignoreCase !== 'boolean') {
    throw unusable(subject, 'ignoreCase', 'true or false')
  }
  const names = Object.keys(others)
  if (names.length === 0) throw new UndefinedLookup(subject.entity, subject.path, 'empty')
  const conditions = names.map((name) => {
    const inner: Binding = (query) => (read(query) as Record<string, unknown>)[name]
    return lookup({ ...subject, ignoreCase }, name, others[name], inner)
  })
  return joinFragments(conditions, ' AND ')
}

/** The condition that the subject meets one lookup. */
export function lookup(subject: Subject, name: string, value: unknown, read: Binding): Fragment {
  const { entity, path, expression } = subject
  const operator = OPERATORS.get(name)
  if (operator !== undefined) return compare(subject, operator, value, read)
  if (isTextMatch(name)) return matches(subject, name, read)
  if (isDatePart(name)) return condition(dateSubject(subject, name), value, read)
  switch (name) {
    case 'equals':
      return equals(subject, value, read)
    case 'not':
      if (value === null) return sql`${expression} IS NOT NULL`
      return isNotTrue(condition(subject, value, read))
    case 'in':
      return isIn(subject, value, read, equals)
    case 'notIn':
      return isNotTrue(isIn(subject, value, read, equals))
    case 'between':
      return between(subject, value, read)
    case 'isNull':
      if (typeof value !== 'boolean') throw unusable(subject, 'isNull', 'true or false')
      return value ? sql`${expression} IS NULL` : sql`${expression} IS NOT NULL`
    default:
      throw new UnknownLookup(entity, path, name, NAMES)
  }
}

function equals(subject: Subject, value: unknown, read: Binding): Fragment {
  const { expression, kind, dialect, toParameter, ignoreCase } = subject
  if (value === null) return sql`${expression} IS NULL`
  if (value instanceof Expression) return compare(subject, '=', value, read)
  if (kind === 'json') return dialect.isJson(expression, (query) => toParameter(read(query)))
  if (ignoreCase !== undefined) return isThisText(subject, read, ignoreCase)
  return compare(subject, '=', value, read)
}

function compare(subject: Subject, operator: string, value: unknown, read: Binding): Fragment {
  const { expression, kind, ignoreCase, resolve } = subject
  const isOrder = operator !== '='
  if (isOrder && (kind === 'json' || kind === 'list')) {
    throw unusable(subject, operator, 'a column whose values have an order')
  }
  if (ignoreCase === true) {
    throw unusable(subject, `${operator} and ignoreCase`, 'equals, in, or a part of a text')
  }
  if (value instanceof Expression) return sql`${expression} ${operator} ${resolve(value, read)}`
  if (isOrder && value === null) throw unusable(subject, `${operator} null`, 'a value, or isNull')
  if (subject.compare !== undefined) return subject.compare(operator, read)
  return sql`${expression} ${operator} ${parameter(subject, read, ROUNDINGS[operator])}`
}

function between(subject: Subject, value: unknown, read: Binding): Fragment {
  if (!Array.isArray(value) || value.length !== 2) {
    throw unusable(subject, 'between', 'a list of the first and the last: { between: [1, 9] }')
  }
  const end =
    (index: number): Binding =>
    (query) =>
      (read(query) as unknown[])[index]
  const first = compare(subject, '>=', value[0], end(0))
  return sql`${first} AND ${compare(subject, '<=', value[1], end(1))}`
}

function holdsObjects({ kind }: Subject): boolean {
  return kind === 'json' || kind === 'other'
}

function unusable({ entity, path }: Subject, lookup: string, wanted: string): UnusableField {
  return new UnusableField(entity, path, `was looked up by "${lookup}"`, `Give it ${wanted}.`)
}
