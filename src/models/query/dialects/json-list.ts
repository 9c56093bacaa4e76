/** Values as a list in JSON, integers exact and bytes as hexadecimal digits. */
export function jsonList(values: readonly unknown[]): string {
  return `[${values.map(jsonValue).join()}]`
}

/** Lists of values as a list in JSON. */
export function jsonRows(rows: readonly (readonly unknown[])[]): string {
  return `[${rows.map(jsonList).join()}]`
}

function jsonValue(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('hex')}"`
  return JSON.stringify(value)
}
