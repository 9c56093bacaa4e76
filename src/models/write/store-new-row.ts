import type { EntityManager, ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { namingViolations } from '../constraints'
import { NotSaved } from '../errors'
import type { Table } from '../query/plan-cache'
import { whileStoring } from '../query/row-guard'
import { atomic } from '../transactions/atomic'
import { insertRow } from './insert-row'
import { isHeard, whileHeard } from './listeners'

/** Insert `row`, and what its relations bring with them. */
export function storeNewRow(table: Table, row: ObjectLiteral): Promise<void> {
  const { metadata } = table
  const isAlone = metadata.relations.length === 0 && metadata.treeType === undefined
  return isAlone ? insertHeard(table, row) : storeWithRelations(table, row)
}

async function storeWithRelations(table: Table, row: ObjectLiteral): Promise<void> {
  const { metadata, dataSource } = table
  if (metadata.treeType !== undefined) return storeInTree(table, row)
  const { before, after } = relationsToStore(metadata, row)
  if (before.length === 0 && after.length === 0) return insertHeard(table, row)
  await atomic(
    async (manager) => {
      for (const relation of before) await storeRelated(manager, relation, row)
      await insertHeard(table, row)
      if (after.length > 0) {
        await namingViolations(metadata, () => manager.save(metadata.target, row))
      }
    },
    { dataSource }
  )
}

function insertHeard(table: Table, row: ObjectLiteral): Promise<void> {
  if (!isHeard(table.metadata, 'Insert')) return insertRow(table, row)
  return whileHeard(table, 'Insert', [row], () => insertRow(table, row))
}

/** Store a row that `row` refers to, and that its own INSERT needs the key of. */
export async function storeRelated(
  manager: EntityManager,
  relation: RelationMetadata,
  row: ObjectLiteral
): Promise<void> {
  const { inverseEntityMetadata: other } = relation
  if (!relation.isCascadeInsert) throw new NotSaved(other.name)
  const related = relation.getEntityValue(row) as ObjectLiteral
  await namingViolations(other, () => manager.save(other.target, related))
}

// the rows above and below have to be written too, which TypeORM knows how to do
async function storeInTree({ metadata, dataSource }: Table, row: ObjectLiteral): Promise<void> {
  const save = (manager: EntityManager): Promise<unknown> =>
    namingViolations(metadata, () => manager.save(metadata.target, row))
  await whileStoring([row], () => atomic(save, { dataSource }))
}

/** The relations of `row` to rows that have to be stored before it and after it. */
function relationsToStore(
  metadata: EntityMetadata,
  row: ObjectLiteral
): { readonly before: RelationMetadata[]; readonly after: RelationMetadata[] } {
  const before: RelationMetadata[] = []
  const after: RelationMetadata[] = []
  for (const relation of metadata.relations) {
    const value = relation.getEntityValue(row) as ObjectLiteral | null | undefined
    if (value === undefined || value === null) continue
    if (!relation.isOwning || Array.isArray(value)) {
      assertStorable(relation, value)
      after.push(relation)
    } else if (typeof value === 'object' && !relation.inverseEntityMetadata.hasId(value)) {
      before.push(relation)
    }
  }
  return { before, after }
}

// TypeORM leaves out what has no key and may not be inserted
function assertStorable(relation: RelationMetadata, value: ObjectLiteral): void {
  const { inverseEntityMetadata: other, isCascadeInsert } = relation
  if (isCascadeInsert) return
  const rows: readonly ObjectLiteral[] = Array.isArray(value) ? value : [value]
  if (!rows.every((row) => other.hasId(row))) throw new NotSaved(other.name)
}
