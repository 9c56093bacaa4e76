import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { isBigInteger } from '../big-integers'
import { declaredType } from '../declared-type'
import { lookupKind, type LookupKind } from '../query/lookup-kind'
import type { ColumnDescription } from './model-description'

type Value = Pick<ColumnDescription, 'value' | 'form' | 'isInteger' | 'range'>

/** Describe a column. */
export function describeColumn(column: ColumnMetadata): ColumnDescription {
  const { isGenerated, isCreateDate, isUpdateDate, isDeleteDate, isVersion, asExpression } = column
  const { precision, scale } = column
  const value = valueOf(column)
  const isDecimal = value.form === 'decimal'
  return {
    kind: 'column',
    name: column.propertyName,
    ...value,
    ...(value.value === 'string' && value.form === undefined && lengthOf(column)),
    ...(isDecimal && precision != null && { precision, scale: scale ?? 0 }),
    ...(column.enum && { choices: column.enum as (string | number)[] }),
    isNullable: column.isNullable,
    isPrimary: column.isPrimary,
    isMade:
      isGenerated ||
      isCreateDate ||
      isUpdateDate ||
      isDeleteDate ||
      isVersion ||
      asExpression !== undefined ||
      column.isVirtualProperty,
    hasDefault: column.default !== undefined && column.default !== null,
    ...(isPlainDefault(column.default) && { default: column.default }),
    isHidden: !column.isSelect
  }
}

function valueOf(column: ColumnMetadata): Value {
  const declared = declaredType(column)
  if (column.transformer !== undefined) return BY_CLASS.get(declared) ?? UNKNOWN
  if (isBigInteger(column)) return bigInteger(declared)
  if (TIMES.includes(column.type)) return { value: 'string', form: 'time' }
  return BY_KIND[lookupKind(column)](column, declared)
}

const UNKNOWN: Value = { value: 'unknown' }
const DATE: Value = { value: 'date', form: 'moment' }
const TIMES: readonly unknown[] = [
  'time',
  'timetz',
  'time with time zone',
  'time without time zone'
]

/** What a class says that stands as the type of a property. */
const BY_CLASS = new Map<unknown, Value>([
  [String, { value: 'string' }],
  [Number, { value: 'number' }],
  [Boolean, { value: 'boolean' }],
  [BigInt, { value: 'bigint', form: 'bigint' }],
  [Date, DATE],
  [Buffer, { value: 'bytes' }],
  [Uint8Array, { value: 'bytes' }]
])

const BY_KIND: Record<LookupKind, (column: ColumnMetadata, declared: unknown) => Value> = {
  integer: (column) => ({ value: 'number', isInteger: true, range: rangeOf(column) }),
  decimal: (_column, declared) =>
    declared === Number ? { value: 'number' } : { value: 'string', form: 'decimal' },
  float: () => ({ value: 'number' }),
  text: () => ({ value: 'string' }),
  uuid: () => ({ value: 'string', form: 'uuid' }),
  enum: (column) => ({
    value: column.enum?.every((choice) => typeof choice === 'number') ? 'number' : 'string'
  }),
  boolean: () => ({ value: 'boolean' }),
  moment: () => DATE,
  day: (_column, declared) =>
    declared === Date ? { value: 'date', form: 'day' } : { value: 'string', form: 'day' },
  json: () => ({ value: 'json' }),
  bytes: () => ({ value: 'bytes' }),
  list: () => ({ value: 'list' }),
  other: (_column, declared) => BY_CLASS.get(declared) ?? UNKNOWN
}

function bigInteger(declared: unknown): Value {
  if (declared === BigInt) return { value: 'bigint', form: 'bigint' }
  if (declared !== Number) return { value: 'string', form: 'bigint' }
  return { value: 'number', isInteger: true, range: SAFE }
}

const SAFE = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const
const BITS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, int2: 16, mediumint: 24 }

/** SQLite's integers have 64 bits, whatever their type is called; those of other engines have what their type says. */
function rangeOf({ type, unsigned, entityMetadata }: ColumnMetadata): readonly [number, number] {
  if (entityMetadata.dataSource.options.type === 'better-sqlite3') return SAFE
  const bits = BITS[String(type)] ?? 32
  return unsigned ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1]
}

function lengthOf({ length }: ColumnMetadata): Pick<ColumnDescription, 'maxLength'> {
  return length === '' || Number.isNaN(Number(length)) ? {} : { maxLength: Number(length) }
}

function isPlainDefault(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
