import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { Dialect } from '../query/dialects/dialect'
import type { Table } from '../query/plan-cache'
import { tableName } from '../query/scope'
import { RowGone, StaleRow } from './errors'
import { keyParameters, keySql } from './key-condition'
import { runWrite, type WriteStatement } from './run-write'

interface Stored {
  readonly isThere: boolean
  readonly version: unknown
}

export async function existsRow(table: Table, row: ObjectLiteral): Promise<boolean> {
  const { isThere } = await storedRow(table, row)
  return isThere
}

/** An error where the database has no such row, or another version of it; inside a transaction the row stays as it is. */
export async function assertCurrent(table: Table, row: ObjectLiteral): Promise<void> {
  const { name, versionColumn } = table.metadata
  const { isThere, version } = await storedRow(table, row)
  if (!isThere) throw new RowGone(name)
  const known: unknown = versionColumn?.getEntityValue(row)
  if (known !== undefined && Number(known) !== Number(version)) throw new StaleRow(name, known)
}

/** What to say of a row that an UPDATE did not find. */
export async function whyNotUpdated(table: Table, row: ObjectLiteral): Promise<Error> {
  const { name, versionColumn } = table.metadata
  const isThere = versionColumn !== undefined && (await existsRow(table, row))
  return isThere ? new StaleRow(name, versionColumn.getEntityValue(row)) : new RowGone(name)
}

async function storedRow(table: Table, row: ObjectLiteral): Promise<Stored> {
  const { dataSource, metadata } = table
  const plan = table.plan(compileStored, { shape: '' })
  const { rows } = await runWrite(dataSource, plan, keyParameters(metadata, row))
  return { isThere: rows.length > 0, version: rows[0]?.['c0'] as unknown }
}

function compileStored(metadata: EntityMetadata, dialect: Dialect): WriteStatement {
  const { versionColumn } = metadata
  const version = versionColumn === undefined ? '1' : dialect.quote(versionColumn.databaseName)
  const where = `WHERE ${keySql(metadata, dialect)}${dialect.lock({}) ?? ''}`
  return {
    text: `SELECT ${version} AS c0 FROM ${tableName(metadata, dialect)} AS t0 ${where}`,
    returnsRows: true
  }
}
