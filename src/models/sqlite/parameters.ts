import { badParameter } from '../parameters'
import type { SqliteValue } from './connection'

/** `parameters` as SQLite stores them. */
export function toSqliteValues(parameters: readonly unknown[]): SqliteValue[] {
  const values = new Array<SqliteValue>(parameters.length)
  for (let index = 0; index < parameters.length; index++) {
    values[index] = toSqliteValue(parameters[index], index)
  }
  return values
}

function toSqliteValue(value: unknown, index: number): SqliteValue {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      // SQLite would store NaN as NULL
      if (Number.isNaN(value)) throw badParameter(index, 'NaN')
      return value
    case 'boolean':
      return value ? 1 : 0
    case 'bigint':
      // as text: a column of integers turns it back exactly, and a double would round it
      return isSafeInteger(value) ? Number(value) : String(value)
    case 'undefined':
      return null
    case 'object':
      return value === null ? null : fromObject(value, index)
    default:
      throw badParameter(index, `a ${typeof value}`)
  }
}

function fromObject(value: object, index: number): SqliteValue {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw badParameter(index, 'an invalid date')
    return toUtcText(value)
  }
  if (value instanceof Uint8Array) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = Array.isArray(value) || prototype === Object.prototype || prototype === null
  return isPlain ? JSON.stringify(value) : String(value as unknown)
}

/** A date as TypeORM writes it into a `datetime` column: `2026-01-31 12:00:00.000`, in UTC. */
function toUtcText(date: Date): string {
  const text = date.toISOString()
  return `${text.slice(0, -14)} ${text.slice(-13, -1)}`
}

function isSafeInteger(value: bigint): boolean {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
}
