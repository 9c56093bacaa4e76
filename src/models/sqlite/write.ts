import type { Row } from './connection'
import type { SqliteDatabase } from './database'
import { toSqliteValues } from './parameters'
import { toFailure } from './read'

/** What a statement changed, and the rows that RETURNING asked for. */
export interface WrittenRows {
  readonly rows: readonly Row[]
  readonly affected: number
  /** The `rowid` of the last row that was inserted. */
  readonly lastId: number | undefined
}

const NO_ROWS: readonly Row[] = []

/** Run one statement that writes, without a query runner between. */
export async function writeRows(
  { writers, work, busyTimeout }: SqliteDatabase,
  sql: string,
  parameters: readonly unknown[],
  returnsRows: boolean
): Promise<WrittenRows> {
  work.begin()
  try {
    const connection = await writers.acquire()
    try {
      const values = toSqliteValues(parameters)
      if (returnsRows) {
        const rows = await connection.all(sql, values)
        return { rows, affected: rows.length, lastId: undefined }
      }
      const { affected, lastId } = await connection.run(sql, values)
      return { rows: NO_ROWS, affected, lastId }
    } finally {
      writers.release(connection)
    }
  } catch (error) {
    throw toFailure(error, sql, parameters, busyTimeout)
  } finally {
    work.end()
  }
}
