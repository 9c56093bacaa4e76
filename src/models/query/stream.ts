import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { keyText, merged, narrowed, whereOf, type KeyWhere } from './key-filter'
import { loadRows } from './load-rows'
import { lookupKind } from './lookup-kind'
import { shapeOfPage } from './page-clause'
import type { Table } from './plan-cache'
import type { QueryState } from './query-state'
import { reading } from './reading'
import { runSelect } from './run'
import { compileValues } from './value-plan'

const BATCH = 500

type Batches = AsyncGenerator<ObjectLiteral[]>

/** The rows of a query in batches, each of them a query of its own: nothing is held open between them. */
export async function* streamRows(table: Table, query: QueryState): Batches {
  const keys = table.metadata.primaryColumns
  const isKnown = keys.length > 0 && keys.every(isExact)
  if (!isKnown || query.source?.isAll === true) yield await loadRows(table, query)
  else yield* query.order.length === 0 ? inOrderOfKeys(table, query) : inOrder(table, query)
}

// what is read of a key finds its row again; a date may have been rounded
function isExact(column: ColumnMetadata): boolean {
  const isOwn = column.relationMetadata === undefined
  return isOwn && ['integer', 'text', 'uuid'].includes(lookupKind(column))
}

/** Each batch begins behind the last key of the one before. */
async function* inOrderOfKeys(table: Table, query: QueryState): Batches {
  const { primaryColumns: keys, name } = table.metadata
  let left = query.limit
  let rest = query
  while (left > 0) {
    const limit = Math.min(BATCH, left)
    const rows = await loadRows(table, sortedPage(rest, keys, limit))
    if (rows.length > 0) yield rows
    if (rows.length < limit) return
    left -= limit
    rest = narrowed(query, name, behind(keys, rows.at(-1)!))
  }
}

function sortedPage(query: QueryState, keys: readonly ColumnMetadata[], limit: number): QueryState {
  const shape = `${query.shape};batch ${shapeOfPage(limit, query.offset)}`
  return { ...query, shape, limit, order: keys.map(({ propertyPath }) => propertyPath) }
}

/** Greater in the first part; or the same there, and greater in the others. */
function behind([key, ...others]: readonly ColumnMetadata[], row: ObjectLiteral): KeyWhere {
  const value: unknown = key!.getEntityValue(row)
  if (others.length === 0) return whereOf(key!, { gt: value })
  const isSame = merged([whereOf(key!, { equals: value }), behind(others, row)])
  // the first condition is for an index
  return merged([whereOf(key!, { gte: value }), { or: [whereOf(key!, { gt: value }), isSame] }])
}

/** The first rows; then the keys of all in their order, and by these the other rows. */
async function* inOrder(table: Table, query: QueryState): Batches {
  const { primaryColumns: columns, name } = table.metadata
  const limit = Math.min(BATCH, query.limit)
  const shape = `${query.shape};batch ${shapeOfPage(limit, query.offset)}`
  const first = await loadRows(table, { ...query, shape, limit })
  if (first.length > 0) yield first
  if (first.length < limit || limit === query.limit) return
  const seen = new Set(first.map((row) => keyText(keyOf(columns, row))))
  const keys = (await readKeys(table, query)).filter((key) => !seen.has(keyText(key)))
  for (let start = 0; start < keys.length; start += BATCH) {
    const batch = keys.slice(start, start + BATCH)
    const rows = await loadRows(table, narrowed(query, name, oneOf(columns, batch)))
    const found = new Map(rows.map((row) => [keyText(keyOf(columns, row)), row]))
    yield batch.flatMap((key) => found.get(keyText(key)) ?? [])
  }
}

async function readKeys(table: Table, query: QueryState): Promise<unknown[][]> {
  const names = table.metadata.primaryColumns.map(({ propertyPath }) => propertyPath)
  const keys = reading({ ...query, isDistinct: false, lock: undefined }, names, 'tuple')
  const plan = table.plan(compileValues, keys)
  return plan.hydrate(await runSelect(table.dataSource, plan, keys)) as unknown[][]
}

function keyOf(columns: readonly ColumnMetadata[], row: ObjectLiteral): unknown[] {
  return columns.map((column) => column.getEntityValue(row) as unknown)
}

function oneOf(
  columns: readonly ColumnMetadata[],
  keys: readonly (readonly unknown[])[]
): KeyWhere {
  if (columns.length === 1) return whereOf(columns[0]!, { in: keys.map(([key]) => key) })
  const alternatives = keys.map((key) =>
    merged(columns.map((column, index) => whereOf(column, { equals: key[index] })))
  )
  return { or: alternatives }
}
