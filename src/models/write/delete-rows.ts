import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { namingViolations } from '../constraints'
import type { Dialect } from '../query/dialects/dialect'
import { sql, toStatement, type Statement } from '../query/fragment'
import type { Table } from '../query/plan-cache'
import type { QueryState } from '../query/query-state'
import { rowsOf } from '../query/rows'
import { writeSource } from '../query/source-text'
import { atomic } from '../transactions/atomic'
import { deleteRow } from './delete-row'
import { isHeard } from './listeners'
import { runWrite } from './run-write'
import { targetOf } from './target'

/**
 * Delete all rows of a query set with one DELETE, and tell how many there were. Where somebody hears of each row that
 * is removed, or rows form a tree, they are loaded and deleted one by one.
 */
export async function deleteRows(
  table: Table,
  state: QueryState,
  load: () => Promise<ObjectLiteral[]>
): Promise<number> {
  const { dataSource, metadata } = table
  if (metadata.treeType !== undefined || isHeard(metadata, 'Remove')) {
    return eachRow(table, load, (row) => deleteRow(table, row))
  }
  const { text, bind } = table.plan(compileDeleteRows, state)
  const { affected } = await namingViolations(metadata, () =>
    runWrite(dataSource, { text, returnsRows: false }, bind(state))
  )
  return affected
}

/** Load rows, and write each of them by itself, in one transaction. */
export function eachRow(
  { dataSource }: Table,
  load: () => Promise<ObjectLiteral[]>,
  write: (row: ObjectLiteral) => Promise<void>
): Promise<number> {
  return atomic(
    async () => {
      const rows = await load()
      for (const row of rows) await write(row)
      return rows.length
    },
    { dataSource }
  )
}

function compileDeleteRows(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): Statement {
  const { rows } = rowsOf(metadata, dialect, query, writeSource)
  const { table, where } = targetOf(rows, query)
  // MySQL knows the name of a table in its DELETE of several tables alone
  const what = dialect.name === 'mysql' ? `${rows.alias} ` : ''
  const text = sql`DELETE ${what}FROM ${table}${where}`
  return toStatement(text, dialect.placeholder)
}
