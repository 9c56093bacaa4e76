import type { Rounding } from './lookup-kind'

const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/
const DAY = /^\d{4}-\d\d-\d\d$/

// the years that every engine knows and writes with four digits
const FIRST = Date.parse('0001-01-01T00:00:00.000Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** `value` as a Date; null where no engine has it, `undefined` where it is no moment. */
export function toMoment(value: unknown, rounding?: Rounding): Date | null | undefined {
  const date = typeof value === 'string' && MOMENT.test(value) ? new Date(value) : value
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) return undefined
  const nearest = Math.min(Math.max(date.getTime(), FIRST), LAST)
  if (nearest === date.getTime()) return date
  return rounding === undefined ? null : new Date(nearest)
}

/** `value` as it is, where it names a day. */
export function toDay(value: unknown): unknown {
  if (typeof value !== 'string') return value instanceof Date ? value : undefined
  return DAY.test(value) && startOfDay(value) !== undefined ? value : undefined
}

/** The first moment of a year; of one that no engine has, the nearest that they have. */
export function startOfYear(year: number): Date {
  const date = new Date(0)
  // Date.UTC takes the years 0 to 99 for 1900 to 1999
  date.setUTCFullYear(Math.min(Math.max(year, 1), 10_000))
  return date.getTime() > LAST ? new Date(LAST) : date
}

/** The first moment of a day in UTC, or of the day after it. */
export function startOfDay(day: string, days = 0): Date | undefined {
  const date = new Date(`${day}T00:00:00.000Z`)
  // of 31 April, Date makes 1 May
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return undefined
  date.setUTCDate(date.getUTCDate() + days)
  return new Date(Math.min(date.getTime(), LAST))
}
