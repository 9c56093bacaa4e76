import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { metadataOf, type EntityClass } from '../bound-models'
import { keyText } from './key-text'
import { merged, whereOf } from './key-filter'
import { query } from './query-set'
import type { Reading, ReadTree } from './read-tree'
import type { Where } from './where'

/**
 * `rows` with all that `reading` tells: those that lack something of it are read again, by their keys and with one
 * query. Undefined where none lacks anything.
 */
export function completeRows(
  entity: EntityClass,
  rows: readonly unknown[],
  reading: Reading
): Promise<unknown[]> | undefined {
  const lacking = rows.filter(
    (row): row is object => isRow(entity, row) && lacks(row, reading.tree)
  )
  return lacking.length === 0 ? undefined : replaced(entity, rows, lacking, reading)
}

async function replaced(
  entity: EntityClass,
  rows: readonly unknown[],
  lacking: readonly object[],
  reading: Reading
): Promise<unknown[]> {
  const metadata = metadataOf(entity)
  const where = { or: lacking.map((row) => whereKey(metadata, row)) } as Where<object>
  const found = await query(entity).withDeleted().filter(where).shapedBy(reading)
  const byKey = new Map(found.map((row) => [keyOf(metadata, row), row]))
  return rows.map((row) => (isRow(entity, row) && byKey.get(keyOf(metadata, row))) || row)
}

function isRow(entity: EntityClass, row: unknown): row is ObjectLiteral {
  return row instanceof entity
}

function lacks(row: ObjectLiteral, { only = [], related }: ReadTree): boolean {
  return (
    only.some((name) => valueAt(row, name) === undefined) ||
    Object.entries(related).some(([name, tree]) => lacksRelated(row, name, tree))
  )
}

function lacksRelated(row: ObjectLiteral, name: string, tree: ReadTree): boolean {
  // a relation that was not loaded is a getter of the prototype, which throws
  if (!Object.hasOwn(row, name)) return true
  const related = row[name] as unknown
  const others = Array.isArray(related) ? (related as unknown[]) : [related]
  return others.some((other) => {
    if (other === undefined) return true
    return typeof other === 'object'
      ? other !== null && lacks(other, tree)
      : tree.only?.length !== 0
  })
}

function valueAt(row: ObjectLiteral, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as ObjectLiteral | undefined)?.[name], row)
}

function whereKey({ primaryColumns }: EntityMetadata, row: ObjectLiteral): object {
  return merged(primaryColumns.map((column) => whereOf(column, column.getEntityValue(row))))
}

function keyOf({ primaryColumns }: EntityMetadata, row: ObjectLiteral): string {
  return keyText(primaryColumns.map((column) => column.getEntityValue(row) as unknown))
}
