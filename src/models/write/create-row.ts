import { dataSourceOf, type EntityClass } from '../bound-models'
import { tableOf, type Table } from '../query/plan-cache'
import { newRow } from './new-row'
import { storeNewRow } from './store-new-row'
import type { Values } from './values'

/** Insert a row of `entity`, with what the database makes of it: its key, defaults and dates. */
export async function create<T extends object>(
  entity: EntityClass<T>,
  values: Values<T>
): Promise<T> {
  const table = tableOf(dataSourceOf(entity), entity)
  const row = newRow(table.metadata, values)
  await storeNewRow(table, row)
  return row as T
}

/** The same in this table. */
export async function createRow<T extends object>(table: Table, values: Values<T>): Promise<T> {
  const row = newRow(table.metadata, values)
  await storeNewRow(table, row)
  return row as T
}
