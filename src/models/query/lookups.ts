import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { UndefinedLookup, UnknownLookup, UnusableField } from '../errors'
import type { Dialect } from './dialects/dialect'
import { Expression } from './expression'
import { joinFragments, sql, type Binding, type Fragment } from './fragment'
import { parameterOf, type ToParameter } from './parameter'
import { isPlainObject, listSize } from './shape'

/** What a lookup is about. */
export interface Subject {
  /** The name that errors call it by: `Article.title`. */
  readonly entity: string
  readonly path: string
  readonly expression: Fragment
  readonly toParameter: ToParameter
  readonly dialect: Dialect
  /** SQL of another expression on the same row. */
  readonly resolve: (expression: Expression, read: Binding) => Fragment
}

const COMPARISONS: Readonly<Record<string, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' }
const MATCHES = ['contains', 'startsWith', 'endsWith', 'like', 'regex'] as const
const DATE_PARTS = ['year', 'month', 'day', 'hour'] as const
const NAMES: readonly string[] = [
  ...['equals', 'not', 'in', 'notIn', ...Object.keys(COMPARISONS), 'between', 'isNull'],
  ...[...MATCHES, 'ignoreCase', ...DATE_PARTS, 'date']
]

/** Whether all names of `value` are lookups. */
export function areLookups(value: unknown): value is Record<string, unknown> {
  return isPlainObject(value) && Object.keys(value).every((name) => NAMES.includes(name))
}

/** The condition that a column, or what the database computed, is `value` or meets the lookups in it. */
export function condition(subject: Subject, value: unknown, read: Binding): Fragment {
  const { expression } = subject
  if (value === null) return sql`${expression} IS NULL`
  if (value instanceof Expression) return sql`${expression} = ${subject.resolve(value, read)}`
  if (!isPlainObject(value)) return sql`${expression} = ${parameter(subject, read)}`
  const conditions = Object.keys(value)
    .filter((name) => name !== 'ignoreCase')
    .map((name) => {
      const inner: Binding = (query) => (read(query) as Record<string, unknown>)[name]
      return lookup(subject, name, value, inner)
    })
  if (conditions.length === 0) throw new UndefinedLookup(subject.entity, subject.path)
  return joinFragments(conditions, ' AND ')
}

function lookup(
  subject: Subject,
  name: string,
  lookups: Record<string, unknown>,
  read: Binding
): Fragment {
  const { expression, dialect } = subject
  const value = lookups[name]
  const operator = COMPARISONS[name]
  if (operator !== undefined) {
    return sql`${expression} ${operator} ${operand(subject, value, read)}`
  }
  switch (name) {
    case 'equals':
      return condition(subject, value, read)
    case 'not':
      return value === null
        ? sql`${expression} IS NOT NULL`
        : isNotTrue(condition(subject, value, read))
    case 'in':
      return isIn(subject, value, read)
    case 'notIn':
      return isNotTrue(isIn(subject, value, read))
    case 'between':
      return between(subject, value, read)
    case 'isNull':
      return value === true ? sql`${expression} IS NULL` : sql`${expression} IS NOT NULL`
    case 'date':
      return condition(
        { ...subject, expression: dialect.day(expression), toParameter: String },
        value,
        read
      )
  }
  const match = MATCHES.find((known) => known === name)
  if (match !== undefined) {
    const found = dialect.matches(expression, match, read, lookups['ignoreCase'] === true)
    if (found !== undefined) return found
    throw new UnusableField(
      subject.entity,
      subject.path,
      `was looked up by "${match}", which ${dialect.name} cannot do`,
      'Use contains, startsWith, endsWith or like.'
    )
  }
  const part = DATE_PARTS.find((known) => known === name)
  if (part !== undefined) {
    const number = { ...subject, expression: dialect.datePart(expression, part) }
    return condition({ ...number, toParameter: Number }, value, read)
  }
  throw new UnknownLookup(subject.entity, subject.path, name, NAMES)
}

/** True of every row of which `fragment` is false or, for want of a value, unknown. */
export function isNotTrue(fragment: Fragment): Fragment {
  return sql`(${fragment}) IS NOT TRUE`
}

function isIn(subject: Subject, value: unknown, read: Binding): Fragment {
  if (!Array.isArray(value)) throw notAList(subject, 'in')
  if (value.length === 0) return sql`1 = 0`
  const list = (query: Parameters<Binding>[0]): readonly unknown[] =>
    (read(query) as unknown[]).map(subject.toParameter)
  return sql`${subject.expression} IN (${{ list, size: listSize(value.length) }})`
}

function between(subject: Subject, value: unknown, read: Binding): Fragment {
  if (!Array.isArray(value) || value.length !== 2) throw notAList(subject, 'between')
  const end = (index: number): Binding =>
    parameter(subject, (query) => (read(query) as unknown[])[index])
  return sql`${subject.expression} BETWEEN ${end(0)} AND ${end(1)}`
}

function operand(subject: Subject, value: unknown, read: Binding): Fragment {
  if (value instanceof Expression) return subject.resolve(value, read)
  return sql`${parameter(subject, read)}`
}

function parameter({ toParameter }: Subject, read: Binding): Binding {
  return (query) => toParameter(read(query))
}

function notAList({ entity, path }: Subject, lookup: 'in' | 'between'): UnusableField {
  const hint = lookup === 'in' ? 'Write { in: [1, 2, 3] }.' : 'Write { between: [first, last] }.'
  return new UnusableField(entity, path, `was looked up by "${lookup}" without a list`, hint)
}

/** A column as the subject of lookups. */
export function columnSubject(
  column: ColumnMetadata,
  path: string,
  expression: Fragment,
  dialect: Dialect,
  resolve: Subject['resolve']
): Subject {
  const entity = column.entityMetadata.name
  return { entity, path, expression, toParameter: parameterOf(column), dialect, resolve }
}
