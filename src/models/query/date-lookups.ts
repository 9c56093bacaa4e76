import { BadParameter, UnusableField } from '../errors'
import { startOfDay, startOfYear } from './date-value'
import type { DatePart } from './dialects/dialect'
import { sql, type Binding, type Fragment } from './fragment'
import { toInteger } from './integer-value'
import type { LookupKind } from './lookup-kind'
import type { Subject } from './subject'

type Part = DatePart | 'date'

const PARTS: readonly string[] = ['year', 'month', 'day', 'hour', 'date']
const DATES: readonly LookupKind[] = ['moment', 'day', 'other']

/** The moments in which a period begins, and in which the next one does. */
interface Period {
  start(value: unknown): Date
  end(value: unknown): Date
}

export function isDatePart(name: string): name is Part {
  return PARTS.includes(name)
}

/** A part of a date, in UTC, as the subject of lookups. */
export function dateSubject(subject: Subject, part: Part): Subject {
  const { entity, kind, dialect, expression } = subject
  const isKnown = DATES.includes(kind) && !(part === 'hour' && kind === 'day')
  if (!isKnown) {
    const why = `was looked up by "${part}", which is for dates`
    throw new UnusableField(
      entity,
      subject.path,
      why,
      'Compare it with equals, in, lt, gt or isNull.'
    )
  }
  const path = `${subject.path}.${part}`
  const of = { ...subject, path, ignoreCase: undefined }
  if (part === 'date') {
    const toParameter = (value: unknown): string => dayOf(value, entity, path)
    const compare = comparedBy(subject, {
      start: (value) => startOfDay(toParameter(value))!,
      end: (value) => startOfDay(toParameter(value), 1)!
    })
    return { ...of, expression: dialect.day(expression), kind: 'text', toParameter, compare }
  }
  const toParameter = (value: unknown): unknown => numberOf(value, entity, path)
  const number = { ...of, expression: dialect.datePart(expression, part), kind: 'integer' as const }
  if (part !== 'year') return { ...number, toParameter, compare: undefined }
  const compare = comparedBy(subject, {
    start: (value) => startOfYear(Number(toParameter(value))),
    end: (value) => startOfYear(Number(toParameter(value)) + 1)
  })
  return { ...number, toParameter, compare }
}

/** Compare the date itself with the ends of the period, which an index of the column helps with. */
function comparedBy(
  { dialect, expression, kind, toParameter }: Subject,
  period: Period
): Subject['compare'] {
  const toStored = (date: Date): unknown =>
    toParameter(kind === 'day' ? date.toISOString().slice(0, 10) : date)
  return (operator, read) => {
    const start: Binding = (query) => toStored(period.start(read(query)))
    const end: Binding = (query) => toStored(period.end(read(query)))
    const isBefore = (moment: Binding): Fragment =>
      sql`${expression} < ${dialect.parameter(moment, kind)}`
    const isFrom = (moment: Binding): Fragment =>
      sql`${expression} >= ${dialect.parameter(moment, kind)}`
    switch (operator) {
      case '<':
        return isBefore(start)
      case '<=':
        return isBefore(end)
      case '>':
        return isFrom(end)
      case '>=':
        return isFrom(start)
      default:
        return sql`(${isFrom(start)} AND ${isBefore(end)})`
    }
  }
}

function numberOf(value: unknown, entity: string, path: string): number | bigint {
  const number = typeof value === 'boolean' ? undefined : toInteger(value, undefined, 'any')
  if (typeof number === 'number') return number
  throw new BadParameter(entity, path, 'no whole number', 'a whole number')
}

function dayOf(value: unknown, entity: string, path: string): string {
  const day = value instanceof Date ? value.toISOString().slice(0, 10) : value
  if (typeof day === 'string' && startOfDay(day) !== undefined) return day
  throw new BadParameter(entity, path, 'no day', 'a day as text: "2026-01-31"')
}
