import type { ColumnDescription } from '../models/description/model-description'

/** Makes one value of another. */
export type Convert = (value: never) => unknown

/** What a value of a column is in JSON; undefined where it is itself. */
export function toJsonOf({ value, form }: ColumnDescription): Convert | undefined {
  switch (value) {
    case 'date':
      return form === 'day' ? dayText : dateText
    case 'bigint':
      return String
    case 'bytes':
      return base64
    default:
      return undefined
  }
}

/** What a value of JSON, which fits the schema of the column, is as its value; undefined where it is itself. */
export function fromJsonOf({ value, form }: ColumnDescription): Convert | undefined {
  switch (value) {
    case 'date':
      return toDate
    case 'bigint':
      return toBigInt
    case 'bytes':
      return toBytes
    case 'string':
      return form === 'bigint' ? String : undefined
    default:
      return undefined
  }
}

// what was put together by hand may be text already
function dateText(date: Date | string): string {
  return typeof date === 'string' ? date : date.toISOString()
}

function dayText(date: Date | string): string {
  return dateText(date).slice(0, 10)
}

function base64(bytes: Uint8Array | string): string {
  if (typeof bytes === 'string') return bytes
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

const toDate = (text: string) => new Date(text)
const toBigInt = (value: string | number) => BigInt(value)
const toBytes = (text: string) => Buffer.from(text, 'base64')
