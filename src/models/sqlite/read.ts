import { QueryFailedError } from 'typeorm'
import { SqliteError, type Row } from './connection'
import type { SqliteDatabase } from './database'
import { WriteTimeout } from './errors'
import { toSqliteValues } from './parameters'

/** The rows of a statement that only reads, without a query runner between. */
export async function readRows(
  { readers, work, busyTimeout }: SqliteDatabase,
  sql: string,
  parameters: readonly unknown[]
): Promise<Row[]> {
  work.begin()
  try {
    const connection = await readers.acquire()
    try {
      return await connection.all(sql, toSqliteValues(parameters))
    } finally {
      readers.release(connection)
    }
  } catch (error) {
    throw toFailure(error, sql, parameters, busyTimeout)
  } finally {
    work.end()
  }
}

/** What TypeORM's users know an error of SQLite as. */
export function toFailure(
  error: unknown,
  sql: string,
  parameters: readonly unknown[],
  busyTimeout: number
): unknown {
  if (!(error instanceof SqliteError)) return error
  return error.code === 'SQLITE_BUSY'
    ? new WriteTimeout('process', busyTimeout, { cause: error })
    : new QueryFailedError(sql, [...parameters], error)
}
