import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { declaredType } from './declared-type'

const TYPES: readonly unknown[] = ['decimal', 'numeric', 'dec']

/** Whether a column holds decimal numbers, and its property text: `@Column('decimal', …) price!: string`. */
export function isDecimalText(column: ColumnMetadata): boolean {
  const { type, transformer } = column
  return TYPES.includes(type) && transformer === undefined && declaredType(column) === String
}

/** A number as the text that other engines give for a decimal: `12.50` with two digits after the point. */
export function toDecimalText(value: unknown, { scale }: ColumnMetadata): unknown {
  if (typeof value !== 'number') return value
  return scale === undefined ? String(value) : value.toFixed(scale)
}
