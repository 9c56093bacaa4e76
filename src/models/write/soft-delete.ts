import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { NuagesError } from '../../errors'
import type { Table } from '../query/plan-cache'
import type { QueryState } from '../query/query-state'
import { whyNotUpdated } from './current-row'
import { eachRow } from './delete-rows'
import { isHeard, whileHeard, type Deed } from './listeners'
import { momentOf } from './own-values'
import { updateRow } from './update-row'
import { updateRows } from './update-rows'

/** Mark all rows of a query set as deleted, or as not deleted any more, and tell how many there are. */
export function markRows(
  table: Table,
  state: QueryState,
  deed: 'SoftRemove' | 'Recover',
  load: () => Promise<ObjectLiteral[]>
): Promise<number> {
  const column = deleteDateOf(table)
  if (isHeard(table.metadata, deed)) return eachRow(table, load, (row) => markRow(table, row, deed))
  return updateRows(table, state, column.createValueMap(markOf(column, deed)) as object)
}

/** Mark a row as deleted, or as not deleted any more. */
export async function markRow(
  table: Table,
  row: ObjectLiteral,
  deed: Extract<Deed, 'SoftRemove' | 'Recover'>
): Promise<void> {
  const column = deleteDateOf(table)
  await whileHeard(table, deed, [row], async () => {
    column.setEntityValue(row, markOf(column, deed))
    if (!(await updateRow(table, row, new Set([column])))) throw await whyNotUpdated(table, row)
  })
}

/** The column that marks deleted rows. */
export function deleteDateOf({ metadata }: Table): ColumnMetadata {
  const { deleteDateColumn, name } = metadata
  if (deleteDateColumn !== undefined) return deleteDateColumn
  throw new NuagesError(
    'MODEL_NO_DELETE_DATE',
    `Rows of ${name} cannot be marked as deleted.`,
    'Give it a column: @DeleteDateColumn() deletedAt!: Date | null; or use delete().'
  )
}

function markOf(column: ColumnMetadata, deed: 'SoftRemove' | 'Recover'): Date | string | null {
  if (deed === 'Recover') return null
  return momentOf(column)?.() ?? new Date()
}
