import type { EntityManager, ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { managerOf, metadataOf, type EntityClass } from './bound-models'
import { namingViolations } from './constraints'
import { keyColumns, setRelated, unknownField } from './fields'
import type { Key } from './query/where'

type Method = (...args: never[]) => unknown
type Value<V> = V extends object
  ? V extends Date | Uint8Array | readonly unknown[]
    ? V
    : V | Key | Partial<V>
  : V

/** Values of a new row; a relation to one row is given by its key or as an object. */
export type Values<T> = {
  readonly [K in keyof T as T[K] extends Method ? never : K]?: Value<T[K]>
}

/** Insert a row, with what the database makes of it: its key, defaults and dates. */
export async function createRow<T extends object>(
  entity: EntityClass<T>,
  values: Values<T>
): Promise<T> {
  const metadata = metadataOf(entity)
  const manager = managerOf(entity)
  const row = toRow(metadata, values)
  await namingViolations(metadata, () =>
    needsSave(metadata, row)
      ? manager.transaction(async (inner) => {
          await insert(inner, metadata, row)
          await inner.save(entity as never, row)
        })
      : insert(manager, metadata, row)
  )
  return row as T
}

function toRow(metadata: EntityMetadata, values: object): ObjectLiteral {
  const row = metadata.create() as ObjectLiteral
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    const relation = metadata.findRelationWithPropertyPath(name)
    const column = metadata.findColumnWithPropertyPath(name)
    const embedded = metadata.findEmbeddedWithPropertyPath(name)
    if (value === undefined) continue
    if (relation !== undefined) setRelated(relation, row, toRelated(relation, value))
    else if (column !== undefined) column.setEntityValue(row, value)
    else if (embedded !== undefined) row[name] = Object.assign(embedded.create() as object, value)
    else throw unknownField(metadata, name)
  }
  return row
}

/** A key stands for the row that has it. */
function toRelated(relation: RelationMetadata, value: unknown): unknown {
  if (typeof value === 'object') return value
  const [column] = keyColumns(relation)
  const related = relation.inverseEntityMetadata.create() as ObjectLiteral
  column!.referencedColumn!.setEntityValue(related, value)
  return related
}

/** Whether rows of other tables have to be written too. */
function needsSave({ relations, treeType }: EntityMetadata, row: ObjectLiteral): boolean {
  if (treeType !== undefined) return true
  return relations.some((relation) => {
    const value = relation.getEntityValue(row) as ObjectLiteral | ObjectLiteral[] | null | undefined
    if (value === undefined || value === null) return false
    return (
      Array.isArray(value) || !relation.isOwning || !relation.inverseEntityMetadata.hasId(value)
    )
  })
}

async function insert(
  manager: EntityManager,
  metadata: EntityMetadata,
  row: ObjectLiteral
): Promise<void> {
  const { dataSource } = metadata
  const builder = manager.createQueryBuilder().insert().into(metadata.target).values(row)
  const isHeard =
    dataSource.subscribers.length > 0 ||
    metadata.beforeInsertListeners.length > 0 ||
    metadata.afterInsertListeners.length > 0
  const returned = metadata.getInsertionReturningColumns()
  if (isHeard || returned.length === 0 || !canReturn(dataSource.options.type)) {
    await builder.execute()
  } else {
    const [sql, parameters] = builder.getQueryAndParameters()
    const names = returned.map(({ databaseName }) => builder.escape(databaseName)).join(', ')
    const [raw] = await manager.query<ObjectLiteral[]>(`${sql} RETURNING ${names}`, parameters)
    for (const column of returned) {
      const value: unknown = raw![column.databaseName]
      column.setEntityValue(row, dataSource.driver.prepareHydratedValue(value, column))
    }
  }
  for (const column of metadata.columns) {
    const isUnset =
      column.isNullable && !column.isVirtual && column.getEntityValue(row) === undefined
    if (isUnset) column.setEntityValue(row, null)
  }
}

// TypeORM asks MySQL again instead, and SQLite too: it does not know that SQLite has learned to return rows
function canReturn(engine: string): boolean {
  return engine === 'better-sqlite3' || engine === 'postgres'
}
