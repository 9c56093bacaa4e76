import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { toDay, toMoment } from '../query/date-value'
import { isNumeric, toInteger } from '../query/integer-value'
import type { LookupKind } from '../query/lookup-kind'
import { isScalar } from '../query/lookup-value'

/** What is stored for a value; `undefined` where it cannot be stored in a column of that kind. */
export type Fit = (value: unknown) => unknown

// with braces and without hyphens too, as PostgreSQL and MariaDB read them
const UUID = /^\{?[\da-f]{4}(?:-?[\da-f]{4}){7}\}?$/i

// what PostgreSQL has beside numbers and days, and answers with
const NO_NUMBER = /^(NaN|-?Infinity)$/
const RARE_DAY = /^(-?infinity|\d{4,}-\d\d-\d\d BC|\d{5,}-\d\d-\d\d)$/

/** What `column`, which is of this kind, can hold: with all that its engine answers when it is read. */
export function fitOf(column: ColumnMetadata, kind: LookupKind): Fit {
  const { type: engine } = column.entityMetadata.dataSource.options
  const isPostgres = engine === 'postgres'
  switch (kind) {
    case 'text':
      return isPostgres ? withoutNul : (value) => (typeof value === 'string' ? value : undefined)
    case 'integer':
      return (value) => toInteger(value, undefined, engine) ?? undefined
    case 'decimal':
      return (value) => (isDecimal(value, isPostgres) ? value : undefined)
    case 'float':
      return isPostgres || engine === 'better-sqlite3' ? toFloat : toFiniteFloat
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined)
    case 'uuid':
      return (value) => (typeof value === 'string' && UUID.test(value) ? value : undefined)
    case 'enum':
      return (value) => (isEnumerated(column, value) ? value : undefined)
    case 'moment':
      return (value) => (isMoment(value, isPostgres) ? value : undefined)
    case 'day':
      return (value) => toDay(value) ?? (isPostgres ? rareDay(value) : undefined)
    case 'bytes':
      return toBuffer
    case 'list':
      return (value) => (Array.isArray(value) ? value : undefined)
    case 'json':
    case 'other':
      return (value) => (column.isArray || isParameter(value) ? value : undefined)
  }
}

function withoutNul(value: unknown): unknown {
  return typeof value === 'string' && !value.includes('\0') ? value : undefined
}

function isDecimal(value: unknown, isPostgres: boolean): boolean {
  if (typeof value !== 'string') return Number.isFinite(value) || typeof value === 'bigint'
  return isNumeric(value) || (isPostgres && NO_NUMBER.test(value))
}

function toFloat(value: unknown): unknown {
  if (typeof value === 'string') return isNumeric(value) ? value : undefined
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value))
    ? value
    : undefined
}

function toFiniteFloat(value: unknown): unknown {
  return Math.abs(Number(value)) === Infinity ? undefined : toFloat(value)
}

function isEnumerated({ enum: all }: ColumnMetadata, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false
  return all?.some((one) => String(one) === String(value)) ?? true
}

function isMoment(value: unknown, isPostgres: boolean): boolean {
  const date = typeof value === 'string' ? new Date(value) : value
  if (isPostgres && typeof date === 'number') return Math.abs(date) === Infinity
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) return false
  return isPostgres || toMoment(date) !== null
}

function rareDay(value: unknown): unknown {
  if (typeof value === 'number') return Math.abs(value) === Infinity ? value : undefined
  return typeof value === 'string' && RARE_DAY.test(value) ? value : undefined
}

function toBuffer(value: unknown): Buffer | undefined {
  if (!(value instanceof Uint8Array)) return undefined
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
}

/** Whether a driver writes it as one value; intervals of PostgreSQL tell themselves how. */
function isParameter(value: unknown): boolean {
  const own = value as { readonly toPostgres?: unknown } | null
  return isScalar(value) || typeof own?.toPostgres === 'function'
}
