import type { SqliteDatabase } from './database'
import type { WrittenRows } from './lone-writes'
import { toSqliteValues } from './parameters'
import { toFailure } from './read'

/** A statement that writes, and how its failure is told. */
export interface Writing {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly returnsRows: boolean
  readonly onError: (error: unknown) => void
}

/** Run one statement that writes, without a query runner between. */
export function writeRows(
  { loneWrites, work, busyTimeout }: SqliteDatabase,
  { sql, parameters, returnsRows, onError }: Writing
): Promise<WrittenRows> {
  return new Promise((resolve, reject) => {
    const values = toSqliteValues(parameters)
    work.begin()
    loneWrites.add({
      sql,
      values,
      returnsRows,
      onWritten: (written) => {
        work.end()
        resolve(written)
      },
      onError: (cause) => {
        work.end()
        const error = toFailure(cause, sql, parameters, busyTimeout)
        onError(error)
        reject(error as Error)
      }
    })
  })
}
