import type { DataSource } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { dataSourceOf, type EntityClass } from '../bound-models'
import { tableOf, type Table } from '../query/plan-cache'
import { readMetadataOf } from '../query/row-class'

/** Which database had a row when it was last spoken of, where its class does not tell; null where none has it any more. */
const known = new WeakMap<object, DataSource | null>()

/** Whether `row` was read from the database, or stored by it, and not deleted since. */
export function isStored(row: object): boolean {
  const dataSource = known.get(row)
  return dataSource === undefined ? readMetadataOf(row) !== undefined : dataSource !== null
}

export function markStored({ dataSource }: EntityMetadata, row: object): void {
  known.set(row, dataSource)
}

export function markDeleted(row: object): void {
  known.set(row, null)
}

/** The table of a row: in the database that it came from, else in that of its entity. */
export function tableOfRow(row: object): Table {
  const entity = row.constructor as unknown as EntityClass
  const from = known.get(row) ?? readMetadataOf(row)?.dataSource
  return tableOf(from?.isInitialized === true ? from : dataSourceOf(entity), entity)
}
