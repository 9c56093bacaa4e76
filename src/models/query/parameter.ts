import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { kindOf } from './column-kind'
import { storedColumn } from './stored-value'

/** A value as the database stores it in `column`. */
export type ToParameter = (value: unknown) => unknown

/** How values of `column` become parameters; a reference's type is that of what it refers to. */
export function parameterOf(column: ColumnMetadata): ToParameter {
  const stored = storedColumn(column)
  const kind = kindOf(stored)
  if (kind === 'integer' || kind === 'text') return unchanged
  const { driver } = column.entityMetadata.dataSource
  return (value) => driver.preparePersistentValue(value, stored) as unknown
}

function unchanged(value: unknown): unknown {
  return value
}
