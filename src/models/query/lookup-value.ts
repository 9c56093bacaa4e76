import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { BadParameter } from '../errors'
import { toDay, toMoment } from './date-value'
import { toDecimal, toInteger } from './integer-value'
import { lookupKind, type LookupKind, type Rounding } from './lookup-kind'
import { isPlainObject } from './plain-object'

/** A value as the database compares it with a column; null where nothing in the column can be equal to it. */
export type ToLookupValue = (value: unknown, rounding?: Rounding) => unknown

// `undefined` says that a value does not fit
type Convert = ToLookupValue

export const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** What a column of each kind can hold, for people. */
export const WANTED: Readonly<Record<LookupKind, string>> = {
  integer: 'an integer',
  decimal: 'a number, or its digits as text',
  float: 'a number',
  text: 'a text',
  uuid: 'a UUID as text',
  enum: 'one of its values',
  boolean: 'true or false',
  moment: 'a Date, or a text as toISOString() writes it',
  day: 'a day as text: "2026-01-31"',
  json: 'what JSON can hold',
  bytes: 'a Buffer or Uint8Array',
  list: 'a list, or { isNull: true }',
  other: 'what its transformer or type takes'
}

/**
 * How values become parameters that are compared with `column`: each engine would take a value of a wrong type for
 * something else, down to conditions that are always true.
 */
export function lookupValueOf(column: ColumnMetadata, path: string): ToLookupValue {
  let stored = column
  while (stored.referencedColumn !== undefined) stored = stored.referencedColumn
  const kind = lookupKind(stored)
  const convert = converters(stored)[kind]
  return (value, rounding) => {
    const converted = convert(value, rounding)
    if (converted !== undefined) return converted
    const more = Array.isArray(value) ? ', or { in: [ … ] }' : ''
    const wanted = `${WANTED[kind]}${more}`
    throw new BadParameter(column.entityMetadata.name, path, described(value), wanted)
  }
}

function converters(column: ColumnMetadata): Readonly<Record<LookupKind, Convert>> {
  const { driver } = column.entityMetadata.dataSource
  const engine = driver.options.type
  const stored: Convert = (value) => driver.preparePersistentValue(value, column) as unknown
  const ifStored = (value: unknown): unknown => (value == null ? value : stored(value))
  // PostgreSQL refuses to look at it, the others have no such row
  const isImpossible = (text: string): boolean => engine === 'postgres' && text.includes('\0')
  return {
    integer: (value, rounding) => toInteger(value, rounding, engine),
    decimal: (value) => toDecimal(value, engine),
    float: (value) => (typeof value === 'number' ? value : toDecimal(value, engine)),
    text: (value) => (typeof value !== 'string' ? undefined : isImpossible(value) ? null : value),
    uuid(value) {
      if (typeof value !== 'string') return undefined
      return engine === 'better-sqlite3' || UUID.test(value) ? value : null
    },
    enum(value) {
      if (typeof value !== 'string' && typeof value !== 'number') return undefined
      const isKnown = column.enum?.some((known) => String(known) === String(value)) ?? true
      return isKnown ? stored(value) : null
    },
    boolean: (value) => (typeof value === 'boolean' ? stored(value) : undefined),
    moment: (value, rounding) => ifStored(toMoment(value, rounding)),
    day: (value) => ifStored(toDay(value)),
    json: stored,
    bytes(value) {
      if (!(value instanceof Uint8Array)) return undefined
      return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    },
    list: (value) => (Array.isArray(value) ? stored(value) : undefined),
    other(value) {
      const converted = stored(value)
      return column.isArray || isScalar(converted) ? converted : undefined
    }
  }
}

// what a driver writes as one value, and not as several or as a piece of SQL
export function isScalar(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return true
    default:
      return value === null || value instanceof Date || value instanceof Uint8Array
  }
}

/** What `value` is, for an error. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'a list'
  if (isPlainObject(value)) return 'an object'
  if (typeof value === 'object') return `an instance of ${value.constructor?.name ?? 'no class'}`
  return typeof value === 'string' ? 'a text that does not fit' : `a ${typeof value}`
}
