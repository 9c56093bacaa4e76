import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { namingViolations } from '../constraints'
import type { Table } from '../query/plan-cache'
import type { Batch } from './batches'
import { bulkInsertSql } from './bulk-statement'
import type { Conflict } from './conflict'
import { assertOnlyDuplicates } from './ignored-rows'
import { canReturn } from './insert-plan'
import { insertRow } from './insert-row'
import { emptyRow } from './new-row'
import { readBack } from './read-back'
import { compileFill, ownColumns, referringColumns } from './returned-row'
import { runWrite, type Written } from './run-write'

/** Store the rows of a batch with one INSERT, and answer with those that were stored. */
export async function insertBatch(
  table: Table,
  batch: Batch,
  conflict: Conflict | undefined
): Promise<ObjectLiteral[]> {
  const { metadata, dialect } = table
  const { plan, rows } = batch
  if (plan.given.length === 0) {
    for (const row of rows) await insertRow(table, row)
    return rows
  }
  const returned = canReturn(metadata, dialect) ? returnedColumns(table, batch, conflict) : []
  const written = await runBatch(table, batch, conflict, returned)
  if (returned.length === 0 && !canReturn(metadata, dialect)) {
    return readByKeys(table, batch, conflict, written)
  }
  const fill = compileFill(returned)
  const isIgnoring = conflict?.action === 'ignore'
  const stored = isIgnoring ? written.rows.map(() => emptyRow(metadata)) : [...rows]
  written.rows.forEach((answer, index) => fill(stored[index]!, answer))
  if (conflict === undefined) setEmpty(batch)
  return stored
}

function returnedColumns(
  { metadata }: Table,
  { plan }: Batch,
  conflict: Conflict | undefined
): readonly ColumnMetadata[] {
  if (conflict === undefined) return plan.made
  const own = ownColumns(metadata)
  if (conflict.action === 'update') return own
  return [...own, ...referringColumns(plan.given.map(({ column }) => column))]
}

function runBatch(
  { metadata, dialect, dataSource }: Table,
  { plan: { given }, rows, parameters }: Batch,
  conflict: Conflict | undefined,
  returned: readonly ColumnMetadata[]
): Promise<Written> {
  const shape = { given, count: rows.length, conflict, returned }
  const text = bulkInsertSql(metadata, dialect, shape)
  return namingViolations(metadata, async () => {
    const statement = { text, returnsRows: returned.length > 0 }
    const written = await runWrite(dataSource, statement, parameters)
    const isIgnoring = dialect.name === 'mysql' && conflict?.action === 'ignore'
    if (isIgnoring) await assertOnlyDuplicates(dataSource, text)
    return written
  })
}

/** What MySQL tells, which returns no rows: the first key that it has counted, and on request the rows. */
async function readByKeys(
  table: Table,
  batch: Batch,
  conflict: Conflict | undefined,
  { lastId, affected }: Written
): Promise<ObjectLiteral[]> {
  const { metadata } = table
  const { plan, rows } = batch
  if (conflict?.action === 'update') {
    for (const row of rows) await readBack(table, row, ownColumns(metadata), conflict.target)
    return rows
  }
  if (affected === 0) return []
  if (plan.lastId !== undefined) {
    const step = rows.length === 1 ? 1 : await stepOfKeys(table)
    rows.forEach((row, index) => plan.lastId!.set(row, Number(lastId) + index * step))
  }
  if (plan.missing.length > 0) for (const row of rows) await readBack(table, row, plan.missing)
  setEmpty(batch)
  return rows
}

// the keys of one INSERT follow one another: its rows are counted before it begins
async function stepOfKeys({ dataSource }: Table): Promise<number> {
  const statement = { text: 'SELECT @@auto_increment_increment AS c0', returnsRows: true }
  const { rows } = await runWrite(dataSource, statement, [])
  return Number(rows[0]!['c0'])
}

function setEmpty({ plan: { mirrored, empty }, rows }: Batch): void {
  for (const row of rows) {
    for (const column of mirrored) column.write(row, column.read(row))
    for (const column of empty) column.write(row, null)
  }
}
