import { QueryFailedError } from 'typeorm'
import { SqliteError, type Row, type SqliteConnection } from './connection'
import type { SqliteDatabase } from './database'
import { WriteTimeout } from './errors'
import { toSqliteValues } from './parameters'

/** A statement that reads, and how its failure is told. */
export interface Reading {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly onError: (error: unknown) => void
}

/** The rows of a statement that only reads, without a query runner between: one promise for all of it. */
export function readRows(
  { readers, work, busyTimeout }: SqliteDatabase,
  { sql, parameters, onError }: Reading
): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const values = toSqliteValues(parameters)
    work.begin()
    const fail = (cause: unknown): void => {
      work.end()
      const error = toFailure(cause, sql, parameters, busyTimeout)
      onError(error)
      reject(error as Error)
    }
    const run = (connection: SqliteConnection): void => {
      connection.read(
        sql,
        values,
        (rows) => {
          readers.release(connection)
          work.end()
          resolve(rows)
        },
        (cause) => {
          readers.release(connection)
          fail(cause)
        }
      )
    }
    readers.lend(run, fail)
  })
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
