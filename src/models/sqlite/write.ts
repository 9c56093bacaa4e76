import type { Row, SqliteConnection } from './connection'
import type { SqliteDatabase } from './database'
import { toSqliteValues } from './parameters'
import { toFailure } from './read'
import type { Lease } from './shared-lease'

/** What a statement changed, and the rows that RETURNING asked for. */
export interface WrittenRows {
  readonly rows: readonly Row[]
  readonly affected: number
  /** The `rowid` of the last row that was inserted. */
  readonly lastId: number | undefined
}

const NO_ROWS: readonly Row[] = []

/** A statement that writes, and how its failure is told. */
export interface Writing {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly returnsRows: boolean
  readonly onError: (error: unknown) => void
}

/** Run one statement that writes, without a query runner between: one promise for all of it. */
export function writeRows(
  { lone, work, busyTimeout }: SqliteDatabase,
  { sql, parameters, returnsRows, onError }: Writing
): Promise<WrittenRows> {
  return new Promise((resolve, reject) => {
    const values = toSqliteValues(parameters)
    work.begin()
    const fail = (cause: unknown): void => {
      work.end()
      const error = toFailure(cause, sql, parameters, busyTimeout)
      onError(error)
      reject(error as Error)
    }
    const run = (lease: Lease<SqliteConnection>): void => {
      const done = (written: WrittenRows): void => {
        lone.leave(lease)
        work.end()
        resolve(written)
      }
      const failed = (cause: unknown): void => {
        lone.leave(lease)
        fail(cause)
      }
      const { connection } = lease
      if (returnsRows) connection.read(sql, values, (rows) => done(withRows(rows)), failed)
      else connection.change(sql, values, (change) => done({ rows: NO_ROWS, ...change }), failed)
    }
    lone.lend(run, fail)
  })
}

function withRows(rows: readonly Row[]): WrittenRows {
  return { rows, affected: rows.length, lastId: undefined }
}
