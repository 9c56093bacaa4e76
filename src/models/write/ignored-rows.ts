import { QueryFailedError, type DataSource } from 'typeorm'
import { runWrite } from './run-write'

// https://mariadb.com/docs/server/reference/error-codes/mariadb-error-code-reference
const NAMES: Readonly<Record<number, string>> = {
  1048: 'ER_BAD_NULL_ERROR',
  1364: 'ER_NO_DEFAULT_FOR_FIELD',
  1452: 'ER_NO_REFERENCED_ROW_2',
  3819: 'ER_CHECK_CONSTRAINT_VIOLATED',
  4025: 'ER_CONSTRAINT_FAILED'
}
const DUPLICATE = 1062

/**
 * An error where the INSERT IGNORE before has ignored anything but duplicates: MySQL stores a wrong value then, or
 * none. It has to be asked at once, on the same connection.
 */
export async function assertOnlyDuplicates(dataSource: DataSource, text: string): Promise<void> {
  const warnings = { text: 'SHOW WARNINGS', returnsRows: true }
  const { rows } = await runWrite(dataSource, warnings, [])
  const other = rows.find(({ Code }) => Number(Code) !== DUPLICATE)
  if (other === undefined) return
  const error = new Error(String(other['Message']))
  throw new QueryFailedError(text, [], Object.assign(error, { code: NAMES[Number(other['Code'])] }))
}
