import type { EntityManager, ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { namingViolations } from '../constraints'
import { NotSaved } from '../errors'
import type { Table } from '../query/plan-cache'
import { atomic } from '../transactions/atomic'
import { assertCurrent, existsRow, whyNotUpdated } from './current-row'
import { insertRow } from './insert-row'
import { hasKey } from './key-condition'
import { isStored, markStored } from './known-rows'
import { hasSubscribers, isHeard, whileHeard } from './listeners'
import { columnsToSave } from './saved-columns'
import { storeNewRow, storeRelated } from './store-new-row'
import { updateRow } from './update-row'

/** Write a row: with one UPDATE where it is stored, else with one INSERT; and what its relations cascade to. */
export async function saveRow(
  table: Table,
  row: ObjectLiteral,
  only?: readonly string[]
): Promise<void> {
  const { metadata, dataSource } = table
  if (metadata.lazyRelations.length > 0) await settleLazily(metadata, row)
  if (!hasKey(metadata, row)) {
    if (only !== undefined) throw new NotSaved(metadata.name)
    await storeNewRow(table, row)
    return markStored(metadata, row)
  }
  if (only?.length === 0) return
  if (only === undefined && isTypeormNeeded(metadata)) {
    return atomic((manager) => saveByTypeorm(manager, table, row), { dataSource })
  }
  const { unsaved, cascading } = relationsToSave(metadata, row, only)
  if (unsaved.length === 0 && cascading.length === 0) return store(table, row, only)
  await atomic(
    async (manager) => {
      for (const relation of unsaved) await storeRelated(manager, relation, row)
      await store(table, row, only)
      if (cascading.length > 0) await saveByTypeorm(manager, table, row)
    },
    { dataSource }
  )
}

async function store(table: Table, row: ObjectLiteral, only?: readonly string[]): Promise<void> {
  const { metadata } = table
  const mayInsert = !isStored(row) && only === undefined
  if (mayInsert && isHeard(metadata, 'Update') && !(await existsRow(table, row))) {
    return insert(table, row)
  }
  const columns = only && columnsToSave(table, row, only)
  let isUpdated = false
  await whileHeard(table, 'Update', [row], async () => {
    isUpdated = await updateRow(table, row, columns)
    if (!isUpdated && !mayInsert) throw await whyNotUpdated(table, row)
  })
  if (isUpdated) return mayInsert ? markStored(metadata, row) : undefined
  if (await existsRow(table, row)) throw await whyNotUpdated(table, row)
  await insert(table, row)
}

async function insert(table: Table, row: ObjectLiteral): Promise<void> {
  await whileHeard(table, 'Insert', [row], () => insertRow(table, row))
  markStored(table.metadata, row)
}

/** Subscribers are told what the row was before, which TypeORM reads; and it knows how trees are kept. */
function isTypeormNeeded(metadata: EntityMetadata): boolean {
  return metadata.treeType !== undefined || hasSubscribers(metadata, 'Update')
}

async function saveByTypeorm(
  manager: EntityManager,
  table: Table,
  row: ObjectLiteral
): Promise<void> {
  const { metadata } = table
  if (isStored(row)) await assertCurrent(table, row)
  await namingViolations(metadata, () => manager.save(metadata.target, row))
  markStored(metadata, row)
}

/** The relations of `row` to rows that have to be stored before it, and to those that TypeORM stores with it. */
function relationsToSave(
  { relations }: EntityMetadata,
  row: ObjectLiteral,
  only: readonly string[] | undefined
): { readonly unsaved: RelationMetadata[]; readonly cascading: RelationMetadata[] } {
  const unsaved: RelationMetadata[] = []
  const cascading: RelationMetadata[] = []
  for (const relation of relations) {
    if (only !== undefined && !only.includes(relation.propertyPath)) continue
    const value = relation.getEntityValue(row) as unknown
    if (typeof value !== 'object' || value === null) continue
    const isOne = relation.isOwning && !Array.isArray(value)
    if (isOne && !relation.inverseEntityMetadata.hasId(value)) unsaved.push(relation)
    else if (only === undefined && isCascading(relation)) cascading.push(relation)
  }
  return { unsaved, cascading }
}

function isCascading({ isCascadeInsert, isCascadeUpdate }: RelationMetadata): boolean {
  return isCascadeInsert || isCascadeUpdate
}

/** Wait for the rows that lazy relations were set to, as promises. */
async function settleLazily({ lazyRelations }: EntityMetadata, row: ObjectLiteral): Promise<void> {
  await Promise.all(
    lazyRelations.map(({ propertyName }) => row[`__promise_${propertyName}__`] as unknown)
  )
}
