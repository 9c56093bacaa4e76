import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { Dialect } from '../query/dialects/dialect'
import type { Table } from '../query/plan-cache'
import { tableName } from '../query/scope'
import { returnedColumn, returningSql, type ReturnedColumn } from './insert-plan'
import { equalParameters, equalSql } from './key-condition'
import { runWrite, type WriteStatement } from './run-write'

interface ReadBack extends WriteStatement {
  readonly returned: readonly ReturnedColumn[]
}

interface Wanted {
  readonly shape: string
  readonly columns: readonly ColumnMetadata[]
  readonly by: readonly ColumnMetadata[]
}

/** Ask for what the database has made of a row, where its engine cannot return it; `by` is what it is known by. */
export async function readBack(
  table: Table,
  row: ObjectLiteral,
  columns: readonly ColumnMetadata[],
  by: readonly ColumnMetadata[] = table.metadata.primaryColumns
): Promise<void> {
  const { dataSource, metadata } = table
  const shape = [columns, by].map((list) => list.map(({ propertyPath }) => propertyPath)).join(' ')
  const plan = table.plan(compileReadBack, { shape, columns, by })
  const { rows } = await runWrite(dataSource, plan, equalParameters(by, row, metadata.name))
  const [answer] = rows
  if (answer !== undefined) for (const { name, set } of plan.returned) set(row, answer[name])
}

function compileReadBack(
  metadata: EntityMetadata,
  dialect: Dialect,
  { columns, by }: Wanted
): ReadBack {
  const from = tableName(metadata, dialect)
  return {
    text: `SELECT ${returningSql(columns, dialect)} FROM ${from} WHERE ${equalSql(by, dialect)}`,
    returnsRows: true,
    returned: columns.map(returnedColumn)
  }
}
