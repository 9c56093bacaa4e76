import { isReadRow } from '../query/row-class'

/** Whether the database had a row when it was last spoken of, where its class does not tell. */
const known = new WeakMap<object, boolean>()

/** Whether `row` was read from the database, or stored by it, and not deleted since. */
export function isStored(row: object): boolean {
  return known.get(row) ?? isReadRow(row)
}

export function markStored(row: object): void {
  known.set(row, true)
}

export function markDeleted(row: object): void {
  known.set(row, false)
}
