import type { DataSource, ObjectLiteral } from 'typeorm'
import type { EntityClass } from '../bound-models'
import { keyText } from './key-text'
import { nearColumns } from './link'
import { tableOf } from './plan-cache'
import { EVERYTHING, type Link, type QueryState } from './query-state'
import { shapeOfTree, type ReadTree } from './read-tree'
import { shapeOfRelation } from './relation-shape'
import { runSelect } from './run'
import { compileSelect } from './select-plan'
import type { Branch, Selection } from './selection'
import { listSize } from './shape'

// SQLite takes 32,766 parameters, PostgreSQL 65,535
const KEYS_PER_QUERY = 16_384

/** Load the relations to many rows, one query for each, whatever the number of rows. */
export async function loadRelated(
  dataSource: DataSource,
  rows: readonly ObjectLiteral[],
  { branches, joined }: Selection
): Promise<void> {
  if (rows.length === 0) return
  for (const branch of branches) await loadBranch(dataSource, rows, branch)
  for (const { relation, selection } of joined) {
    const others = rows.flatMap(
      (row) => (relation.getEntityValue(row) as ObjectLiteral | null | undefined) ?? []
    )
    await loadRelated(dataSource, others, selection)
  }
}

async function loadBranch(
  dataSource: DataSource,
  rows: readonly ObjectLiteral[],
  { relation, tree }: Branch
): Promise<void> {
  const references = nearColumns(relation).map(({ referencedColumn }) => referencedColumn!)
  const found = new Map<string, ObjectLiteral[]>()
  const keys: unknown[][] = []
  for (const row of rows) {
    const key = references.map((column) => column.getEntityValue(row) as unknown)
    const text = keyText(key)
    let others = found.get(text)
    if (others === undefined) {
      found.set(text, (others = []))
      keys.push(key)
    }
    relation.setEntityValue(row, others)
  }
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const link = { relation, keys: keys.slice(start, start + KEYS_PER_QUERY) }
    await loadLinked(dataSource, link, tree, found)
  }
  // rows that stand for the same row of the database have lists of their own
  const seen = new Set<unknown>()
  for (const row of rows) {
    const others = relation.getEntityValue(row) as unknown[]
    if (seen.has(others)) relation.setEntityValue(row, [...others])
    seen.add(others)
  }
}

async function loadLinked(
  dataSource: DataSource,
  link: Link,
  tree: ReadTree,
  found: ReadonlyMap<string, ObjectLiteral[]>
): Promise<void> {
  const { inverseEntityMetadata: metadata } = link.relation
  const table = tableOf(dataSource, metadata.target as EntityClass)
  const query = linkedQuery(link, tree)
  const plan = table.plan(compileSelect, query)
  const raw = await runSelect(dataSource, plan, query)
  const rows = plan.hydrate(raw)
  await loadRelated(dataSource, rows, plan.selection)
  rows.forEach((row, index) => {
    const key = plan.linkKeys.map(({ name, convert }) => {
      const value = raw[index]![name] as unknown
      return convert === undefined ? value : convert(value)
    })
    found.get(keyText(key))?.push(row)
  })
}

function linkedQuery(link: Link, read: ReadTree): QueryState {
  const { relation, keys } = link
  const order = relation.inverseEntityMetadata.primaryColumns.map(
    ({ propertyPath }) => propertyPath
  )
  const shape = `${shapeOfRelation(relation)} ${listSize(keys.length)} ${shapeOfTree(read)}`
  return { ...EVERYTHING, shape, link, read, order }
}
