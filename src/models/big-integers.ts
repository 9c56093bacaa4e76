import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { NuagesError } from '../errors'
import { declaredType } from './declared-type'

const INT_32 = 2 ** 31

/** Whether a column may hold integers beyond 2^53, which JavaScript's numbers round. */
export function isBigInteger({ type }: { readonly type: unknown }): boolean {
  return type === 'bigint' || type === 'int8' || type === 'unsigned big int' || type === BigInt
}

/** An expression that reads a column exactly: as a number where that is exact, else as text. */
export function exactInteger(expression: string): string {
  const { MIN_SAFE_INTEGER, MAX_SAFE_INTEGER } = Number
  const isSafe = `${expression} BETWEEN ${MIN_SAFE_INTEGER} AND ${MAX_SAFE_INTEGER}`
  return `CASE WHEN ${isSafe} THEN ${expression} ELSE CAST(${expression} AS TEXT) END`
}

/** Whether `value` is an integer that the sqlite3 package would bind as a floating-point number. */
export function isWideInteger(value: unknown): value is number | bigint {
  if (typeof value === 'bigint') return true
  return Number.isSafeInteger(value) && ((value as number) >= INT_32 || (value as number) < -INT_32)
}

/**
 * What was read from a column of big integers, as the type of its property: `bigint`, `number`, or text where the
 * type is something else, as on every other engine of TypeORM.
 */
export function toBigInteger(value: unknown, column: ColumnMetadata): unknown {
  if (typeof value !== 'number' && typeof value !== 'string') return value
  switch (declaredType(column)) {
    case BigInt:
      return BigInt(value)
    case Number:
      return toSafeNumber(value, column)
    default:
      return String(value)
  }
}

/** TypeORM turns keys into JSON while it saves, which fails for a bigint: say so before it happens. */
export function assertNoBigIntKeys(entities: readonly EntityMetadata[]): void {
  const keys = entities.flatMap(({ primaryColumns }) => primaryColumns)
  const key = keys.find((column) => isBigInteger(column) && declaredType(column) === BigInt)
  if (key === undefined) return
  throw new NuagesError(
    'MODEL_BIGINT_KEY',
    `${key.entityMetadata.name}.${key.propertyPath} is a primary key of type bigint, which TypeORM cannot save.`,
    "Declare the property as string and keep the column's type: @PrimaryColumn('bigint') id!: string."
  )
}

function toSafeNumber(value: number | string, column: ColumnMetadata): number {
  if (Number.isSafeInteger(Number(value))) return Number(value)
  throw new NuagesError(
    'MODEL_UNSAFE_INTEGER',
    `${column.entityMetadata.name}.${column.propertyPath} is a number, and ${value} in its column is beyond 2^53.`,
    'Declare the property as bigint or string.'
  )
}
