import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { NotSaved, UnusableField } from '../errors'
import { assertRowOf } from '../fields'
import { keyText } from '../query/key-text'

/** The values of `columns` for rows that are given as objects or by their keys, each of them once. */
export function relatedKeys(
  metadata: EntityMetadata,
  columns: readonly ColumnMetadata[],
  rows: readonly unknown[]
): unknown[][] {
  const keys = new Map<string, unknown[]>()
  for (const row of rows) {
    const key = keyOf(metadata, columns, row)
    keys.set(keyText(key), key)
  }
  return [...keys.values()]
}

/** The keys that stand in one of two lists alone. */
export function differenceOf(
  left: readonly (readonly unknown[])[],
  right: readonly (readonly unknown[])[]
): { readonly left: unknown[][]; readonly right: unknown[][] } {
  const without = (keys: typeof left, others: typeof left): unknown[][] => {
    const known = new Set(others.map(keyText))
    return keys.filter((key) => !known.has(keyText(key))).map((key) => [...key])
  }
  return { left: without(left, right), right: without(right, left) }
}

/** The values of `columns` in a row; an error where one is missing. */
export function keyIn(
  entity: string,
  columns: readonly ColumnMetadata[],
  row: ObjectLiteral
): unknown[] {
  return columns.map((column) => {
    const value: unknown = column.getEntityValue(row)
    if (value === undefined || value === null) throw new NotSaved(entity)
    return value
  })
}

function keyOf(
  metadata: EntityMetadata,
  columns: readonly ColumnMetadata[],
  row: unknown
): unknown[] {
  const entity = metadata.name
  if (row === undefined || row === null) throw new NotSaved(entity)
  if (typeof row === 'object' && !(row instanceof Uint8Array)) {
    assertRowOf(metadata, row)
    return keyIn(entity, columns, row)
  }
  if (columns.length === 1) return [row]
  const parts = columns.map(({ propertyName }) => propertyName)
  throw new UnusableField(
    entity,
    parts[0]!,
    `is one of ${parts.length} parts of its key`,
    `Give an object with ${parts.join(' and ')}.`
  )
}
