import type { DataSource } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { NuagesError } from '../../errors'
import { collectEntitySql, type EntitySql } from './entity-sql'
import { engineOf, readSchema } from './read-schema'
import type { SchemaState } from './schema-state'
import type { WithEmptyDatabase } from './scratch/scratch'

/** The schema that entities ask for, and what of a database is not their business. */
export interface WantedSchema {
  readonly state: SchemaState
  /** Tables, views and indices that nobody compares: `synchronize: false`. */
  readonly ignored: ReadonlySet<string>
  /** The entity behind each table and view; that of a join table is the side that owns it. */
  readonly entities: ReadonlyMap<string, EntityMetadata['target']>
  readonly sql: EntitySql
}

/** The schema that the entities of a database ask for: TypeORM makes it in a scratch database, and it is read there. */
export function readWantedSchema(withEmpty: WithEmptyDatabase): Promise<WantedSchema> {
  return withEmpty(async (scratch) => {
    assertOneSchema(scratch)
    await scratch.synchronize()
    if (engineOf(scratch) === 'mysql') await addChecks(scratch)
    const metadatas = scratch.entityMetadatas
    return {
      state: await readSchema(scratch),
      ignored: new Set([
        scratch.metadataTableName,
        ...metadatas.filter(({ synchronize }) => !synchronize).map(({ tableName }) => tableName),
        ...metadatas
          .flatMap(({ indices }) => indices)
          .filter(({ synchronize }) => !synchronize)
          .map(({ name }) => name)
      ]),
      entities: new Map(metadatas.map((metadata) => [metadata.tableName, ownerOf(metadata)])),
      sql: collectEntitySql(scratch)
    }
  })
}

function ownerOf(metadata: EntityMetadata): EntityMetadata['target'] {
  const owner =
    metadata.parentClosureEntityMetadata ??
    metadata.ownerColumns[0]?.referencedColumn?.entityMetadata
  return (metadata.isJunction ? owner : metadata)?.target ?? metadata.target
}

// TypeORM makes no checks on MySQL, which has had them for years
async function addChecks(scratch: DataSource): Promise<void> {
  for (const { tableName, checks } of scratch.entityMetadatas) {
    for (const { name, expression } of checks) {
      await scratch.query(
        `ALTER TABLE \`${tableName}\` ADD CONSTRAINT \`${name}\` CHECK (${expression})`
      )
    }
  }
}

// a scratch database can stand for one schema
function assertOneSchema({ driver, entityMetadatas }: DataSource): void {
  const isElsewhere = ({ schema, database, synchronize }: EntityMetadata): boolean =>
    synchronize &&
    ((schema !== undefined && schema !== driver.schema) ||
      (database !== undefined && database !== driver.database))
  const others = entityMetadatas.filter(isElsewhere)
  if (others.length === 0) return
  throw new NuagesError(
    'MIGRATION_OTHER_SCHEMA',
    `Migrations are made for one schema, and ${others.map(({ name }) => name).join(', ')} live in another.`,
    'Open that one as a database of its own, or write `synchronize: false` there and migrations by hand.'
  )
}

/** A schema without what nobody compares. */
export function withoutIgnored(
  { tables, views }: SchemaState,
  ignored: ReadonlySet<string>
): SchemaState {
  const kept = <T>(things: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(things).filter(([name]) => !ignored.has(name)))
  return {
    tables: Object.fromEntries(
      Object.entries(kept(tables)).map(([name, table]) => {
        const { indices, ...rest } = table
        const others = kept(indices ?? {})
        return [name, Object.keys(others).length === 0 ? rest : { ...rest, indices: others }]
      })
    ),
    views: kept(views)
  }
}
