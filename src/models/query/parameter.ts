import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'

const PLAIN: readonly unknown[] = [Number, String, 'integer', 'int', 'varchar', 'text', 'uuid']

/** A value as the database stores it in `column`. */
export type ToParameter = (value: unknown) => unknown

/** How values of `column` become parameters; a reference's type is that of what it refers to. */
export function parameterOf(column: ColumnMetadata): ToParameter {
  let stored = column
  while (stored.referencedColumn !== undefined) stored = stored.referencedColumn
  if (stored.transformer === undefined && PLAIN.includes(stored.type)) return unchanged
  const { driver } = column.entityMetadata.dataSource
  return (value) => driver.preparePersistentValue(value, stored) as unknown
}

function unchanged(value: unknown): unknown {
  return value
}
