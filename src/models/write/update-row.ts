import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { namingViolations } from '../constraints'
import type { Table } from '../query/plan-cache'
import { mayBeHidden } from './hidden-rows'
import { keyParameters } from './key-condition'
import { readBack } from './read-back'
import { runWrite } from './run-write'
import { compileUpdate, compileUpdateColumns } from './update-plan'

const COLUMNS = { shape: '' }

/**
 * Write what `row` has for its columns, or for those in `only`, with one UPDATE. A row with a version is written only
 * where the database has that version still; false where no row was written.
 */
export async function updateRow(
  table: Table,
  row: ObjectLiteral,
  only?: ReadonlySet<ColumnMetadata>
): Promise<boolean> {
  const { dataSource, metadata } = table
  const { settable, version, updateDate } = table.plan(compileUpdateColumns, COLUMNS)
  const values: unknown[] = []
  let shape = ''
  for (const { column, read, toParameter } of settable) {
    const isMeant = only === undefined ? !column.isCreateDate : only.has(column)
    const value = isMeant ? read(row) : undefined
    if (value === null && only === undefined && mayBeHidden(column, row)) {
      shape += '2'
    } else {
      shape += value === undefined ? '0' : '1'
      if (value !== undefined) values.push(toParameter(value))
    }
  }
  const date = updateDate?.make?.()
  if (date !== undefined) values.push(updateDate!.toParameter(date))
  const before = version?.read(row)
  const guard = before === undefined ? '' : ' guarded'
  const plan = table.plan(compileUpdate, { shape: shape + guard })
  values.push(...keyParameters(metadata, row))
  if (guard !== '') values.push(before)
  const { rows, affected } = await namingViolations(metadata, () =>
    runWrite(dataSource, plan, values)
  )
  if (affected === 0) return false
  if (date !== undefined) updateDate!.write(row, date)
  if (guard !== '') version!.write(row, Number(before) + 1)
  for (const column of plan.mirrored) column.write(row, column.read(row))
  for (const { name, set } of plan.returned) set(row, rows[0]![name])
  if (plan.missing.length > 0) await readBack(table, row, plan.missing)
  return true
}
