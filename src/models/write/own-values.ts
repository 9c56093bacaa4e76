import { randomUUID } from 'node:crypto'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'

const MOMENTS: readonly unknown[] = [
  ...[Date, 'datetime', 'timestamp', 'timestamptz'],
  ...['timestamp with time zone', 'timestamp without time zone']
]

/** What a new row has in `column` where nobody says; undefined where that is for the database to tell. */
export function initialValueOf(column: ColumnMetadata): (() => unknown) | undefined {
  const { driver } = column.entityMetadata.dataSource
  if (column.isVersion) return () => 1
  if (column.isGenerated && column.generationStrategy === 'uuid') {
    return driver.isUUIDGenerationSupported() ? undefined : randomUUID
  }
  const { createDateDefault, updateDateDefault } = driver.mappedDataTypes
  const isDefault =
    (column.isCreateDate && isExpression(column, createDateDefault)) ||
    (column.isUpdateDate && isExpression(column, updateDateDefault))
  return isDefault ? momentOf(column) : undefined
}

/**
 * The time by the clock of this process, as exact as `column` keeps it: databases tell theirs to the second (SQLite),
 * or only by another query (MariaDB).
 */
export function momentOf(column: ColumnMetadata): (() => Date | string) | undefined {
  if (column.transformer !== undefined) return undefined
  if (column.type === 'date') return () => new Date().toISOString().slice(0, 10)
  if (!MOMENTS.includes(column.type)) return undefined
  const step = 10 ** (3 - Math.min(3, column.precision ?? 3))
  return () => new Date(Math.floor(Date.now() / step) * step)
}

function isExpression(column: ColumnMetadata, text: string): boolean {
  return typeof column.default === 'function' && column.default() === text
}
