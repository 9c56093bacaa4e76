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

/** A statement that writes, and how its failure is told. */
export interface Writing {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly returnsRows: boolean
  readonly onError: (error: unknown) => void
}

/** Run one statement that writes, without a query runner between. */
export async function writeRows(
  { lone, work, busyTimeout }: SqliteDatabase,
  { sql, parameters, returnsRows, onError }: Writing
): Promise<WrittenRows> {
  work.begin()
  try {
    const values = toSqliteValues(parameters)
    const lease = lone.tryTake() ?? (await lone.take())
    try {
      if (returnsRows) {
        const rows = await lease.connection.all(sql, values)
        return { rows, affected: rows.length, lastId: undefined }
      }
      const { affected, lastId } = await lease.connection.run(sql, values)
      return { rows: NO_ROWS, affected, lastId }
    } finally {
      lone.leave(lease)
    }
  } catch (cause) {
    const error = toFailure(cause, sql, parameters, busyTimeout)
    onError(error)
    throw error
  } finally {
    work.end()
  }
}
