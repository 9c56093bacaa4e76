import type { DataSource, ObjectLiteral, QueryRunner } from 'typeorm'
import { isTimed } from '../query/run'
import { SqliteDriver } from '../sqlite/driver'
import { writeRows } from '../sqlite/write'
import { currentRunner } from '../transactions/current'

/** What a statement that writes has answered. */
export interface Written {
  /** Those that RETURNING asked for. */
  readonly rows: readonly ObjectLiteral[]
  /** How many rows were written. */
  readonly affected: number
  /** The key that the database gave to the row; of several, the one that its engine tells. */
  readonly lastId: unknown
}

/** A statement that writes. */
export interface WriteStatement {
  readonly text: string
  readonly returnsRows: boolean
}

/** Run a statement that writes, inside the open transaction where there is one. */
export function runWrite(
  dataSource: DataSource,
  { text, returnsRows }: WriteStatement,
  parameters: readonly unknown[]
): Promise<Written> {
  const runner = currentRunner(dataSource)
  if (runner !== undefined) return writeBy(runner, text, parameters)
  const { driver, logger } = dataSource
  if (!(driver instanceof SqliteDriver) || isTimed(dataSource)) {
    return writeAlone(dataSource, text, parameters)
  }
  const all = parameters as unknown[]
  logger.logQuery(text, all)
  const onError = (error: unknown): void => logger.logQueryError(error as Error, text, all)
  return writeRows(driver.engine, { sql: text, parameters, returnsRows, onError })
}

async function writeAlone(
  dataSource: DataSource,
  text: string,
  parameters: readonly unknown[]
): Promise<Written> {
  const runner = dataSource.createQueryRunner()
  try {
    return await writeBy(runner, text, parameters)
  } finally {
    await runner.release()
  }
}

async function writeBy(
  runner: QueryRunner,
  text: string,
  parameters: readonly unknown[]
): Promise<Written> {
  const { raw, records, affected } = await runner.query(text, parameters as unknown[], true)
  return {
    rows: (records ?? []) as ObjectLiteral[],
    affected: affected ?? 0,
    lastId: lastIdOf(raw)
  }
}

/** SQLite answers with the key itself, MySQL with a report that has it. */
function lastIdOf(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw
  return (raw as { readonly insertId?: unknown }).insertId
}
