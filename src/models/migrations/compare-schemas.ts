import type { DataSource } from 'typeorm'
import { NuagesError } from '../../errors'
import { toDataSource } from '../open-database'
import { diffSchemas } from './diff'
import { withEntitySql } from './entity-sql'
import { readMigratedSchema, type MigratedSchema } from './migrated-schema'
import { foldersOf, type MigrationOptions } from './migration-options'
import type { Operation } from './operations'
import { engineOf } from './read-schema'
import { resolveRenames, type RenameOptions } from './resolve-renames'
import type { EngineName } from './schema-state'
import { withScratches } from './scratch/scratch'
import { readWantedSchema, withoutIgnored, type WantedSchema } from './wanted-schema'

export interface CompareOptions extends MigrationOptions, RenameOptions {
  /** Tables, views and indices that migrations make and no entity has. */
  readonly ignore?: readonly string[]
}

/** What is between the migrations and the entities. */
export interface Comparison {
  readonly engine: EngineName
  readonly operations: readonly Operation[]
  readonly wanted: WantedSchema
  readonly migrated: MigratedSchema
}

/** Compare the schema after all migrations with the one that the entities ask for. */
export async function compareSchemas(options: CompareOptions): Promise<Comparison> {
  const entities = options.entities ?? entitiesOf(options)
  const database = toDataSource({ ...options, entities })
  if (entities === undefined) assertSome(database)
  const engine = engineOf(database)
  const { wanted, migrated } = await withScratches(database, async (scratch) => ({
    wanted: await readWantedSchema(scratch),
    migrated: await readMigratedSchema(scratch, options)
  }))
  const ignored = new Set([...wanted.ignored, ...(options.ignore ?? [])])
  const from = withoutIgnored(migrated.state, ignored)
  const to = withoutIgnored(wanted.state, ignored)
  const renames = await resolveRenames(from, to, options)
  const operations = diffSchemas(from, to, engine, renames)
  return { engine, operations: withEntitySql(operations, wanted.sql), wanted, migrated }
}

// nobody who compares means to drop every table
function assertSome({ options: { entities } }: DataSource): void {
  if (!Array.isArray(entities) || entities.length > 0) return
  throw new NuagesError(
    'MIGRATION_NO_ENTITIES',
    'There are no entities to compare the migrations with.',
    'Import the files of your models first, or name the classes: `entities`.'
  )
}

/** The entities of all folders, where each names its own. */
function entitiesOf(options: MigrationOptions): MigrationOptions['entities'] {
  const lists = foldersOf(options).map(({ entities }) => entities)
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined
}
