import type { ObjectLiteral } from 'typeorm'
import { namingViolations } from '../constraints'
import type { Table } from '../query/plan-cache'
import {
  compileInsert,
  compileInsertColumns,
  type InsertColumns,
  type InsertPlan
} from './insert-plan'
import { readBack } from './read-back'
import { runWrite, type Written } from './run-write'

const COLUMNS = { shape: '' }

/** Insert `row`, with one statement, and fill in what the database makes of it. */
export async function insertRow(table: Table, row: ObjectLiteral): Promise<void> {
  const { dataSource, metadata } = table
  const { plan, values } = prepareInsert(table, row)
  let written: Written
  try {
    written = await runWrite(dataSource, plan, values)
  } catch (error) {
    return namingViolations(metadata, () => Promise.reject(error as Error))
  }
  fillIn(plan, row, written.rows[0], written.lastId)
  if (plan.missing.length > 0) await readBack(table, row, plan.missing)
}

/** The INSERT of `row`, and its parameters; the row gets what is made here. */
export function prepareInsert(
  table: Table,
  row: ObjectLiteral
): { readonly plan: InsertPlan; readonly values: unknown[] } {
  const columns = insertColumnsOf(table)
  const { given } = columns
  setInitialValues(columns, row)
  const values: unknown[] = []
  let shape = ''
  for (const { read, toParameter } of given) {
    const value = read(row)
    shape += value === undefined ? '0' : '1'
    if (value !== undefined) values.push(toParameter(value))
  }
  const plan = table.plan(compileInsert, { shape })
  return { plan, values }
}

export function insertColumnsOf(table: Table): InsertColumns {
  return table.plan(compileInsertColumns, COLUMNS)
}

export function setInitialValues({ initial }: InsertColumns, row: ObjectLiteral): void {
  for (const { column, make } of initial) {
    if (column.read(row) === undefined) column.write(row, make())
  }
}

function fillIn(
  { returned, lastId: key, mirrored, empty }: InsertPlan,
  row: ObjectLiteral,
  answer: ObjectLiteral | undefined,
  lastId: unknown
): void {
  if (answer !== undefined) for (const column of returned) column.set(row, answer[column.name])
  if (key !== undefined) key.set(row, lastId)
  for (const column of mirrored) column.write(row, column.read(row))
  for (const column of empty) column.write(row, null)
}
