import type { Table } from '../query/plan-cache'
import { newRow } from './new-row'
import { storeNewRow } from './store-new-row'
import type { Values } from './values'

/** Insert a row, with what the database makes of it: its key, defaults and dates. */
export async function createRow<T extends object>(table: Table, values: Values<T>): Promise<T> {
  const row = newRow(table.metadata, values)
  await storeNewRow(table, row)
  return row as T
}
