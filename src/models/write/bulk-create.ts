import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { NotSaved, UnusableField } from '../errors'
import type { Table } from '../query/plan-cache'
import { atomic } from '../transactions/atomic'
import { batchesOf } from './batches'
import { insertBatch } from './bulk-insert'
import { conflictOf, type AnyBulkOptions, type Conflict } from './conflict'
import { canReturn, type InsertPlan } from './insert-plan'
import { whileHeard } from './listeners'
import { newRow } from './new-row'
import { storeNewRow } from './store-new-row'

/** Store many rows with few statements, in one transaction, and answer with those that were stored. */
export async function bulkCreate(
  table: Table,
  values: readonly object[],
  options: AnyBulkOptions
): Promise<ObjectLiteral[]> {
  const { metadata, dataSource } = table
  const rows = values.map((one) => newRow(metadata, one))
  if (rows.length === 0) return []
  if (metadata.treeType !== undefined) return storeOneByOne(table, rows)
  for (const row of rows) assertOneTable(metadata, row)
  let stored: ObjectLiteral[] = []
  await atomic(
    () =>
      whileHeard(table, 'Insert', rows, async () => {
        stored = await insertAll(table, rows, options)
        return stored
      }),
    { dataSource }
  )
  return stored
}

async function insertAll(
  table: Table,
  rows: readonly ObjectLiteral[],
  options: AnyBulkOptions
): Promise<ObjectLiteral[]> {
  const { metadata, dialect } = table
  const conflicts = new Map<InsertPlan, Conflict | undefined>()
  const conflictFor = (plan: InsertPlan): Conflict | undefined => {
    if (!conflicts.has(plan)) {
      const given = plan.given.map(({ column }) => column)
      conflicts.set(plan, conflictOf(metadata, options, given))
    }
    return conflicts.get(plan)
  }
  // without RETURNING nothing tells which rows of several were there already
  const isOneByOne = options.onConflict !== undefined && !canReturn(metadata, dialect)
  const batchSize = isOneByOne ? 1 : options.batchSize
  const stored: ObjectLiteral[] = []
  for (const batch of batchesOf(table, rows, conflictFor, batchSize)) {
    stored.push(...(await insertBatch(table, batch, conflictFor(batch.plan))))
  }
  // of rows that are there already nobody knows which they are; all others are those that were given
  return options.onConflict === 'ignore' ? stored : [...rows]
}

// TypeORM knows how trees are kept
function storeOneByOne(table: Table, rows: ObjectLiteral[]): Promise<ObjectLiteral[]> {
  return atomic(
    async () => {
      for (const row of rows) await storeNewRow(table, row)
      return rows
    },
    { dataSource: table.dataSource }
  )
}

/** An error where rows of other tables would have to be written too. */
function assertOneTable({ name, relations }: EntityMetadata, row: ObjectLiteral): void {
  for (const relation of relations) {
    const value = relation.getEntityValue(row) as unknown
    if (typeof value !== 'object' || value === null) continue
    const { inverseEntityMetadata: other, isOwning, propertyPath } = relation
    if (!isOwning || Array.isArray(value)) {
      const hint = `Create the rows without it, then those of ${other.name}; or use create().`
      throw new UnusableField(name, propertyPath, 'is kept in another table', hint)
    }
    if (!other.hasId(value as ObjectLiteral)) throw new NotSaved(other.name)
  }
}
