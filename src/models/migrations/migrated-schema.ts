import type { DataSource } from 'typeorm'
import { loadMigrations, type LoadedMigration } from './load-migrations'
import { migrate } from './migrate'
import { foldersOf, type MigrationOptions } from './migration-options'
import { RECORDS_TABLE } from './migration-records'
import { labelOf } from './order-migrations'
import { readSchema } from './read-schema'
import type { SchemaState } from './schema-state'
import type { WithEmptyDatabase } from './scratch/scratch'

/** The schema after all migrations. */
export interface MigratedSchema {
  readonly state: SchemaState
  readonly migrations: readonly LoadedMigration[]
  /** The folder whose migrations made each table and view. */
  readonly makers: ReadonlyMap<string, string>
}

const EMPTY: SchemaState = { tables: {}, views: {} }

/** The schema after all migrations: they run in a scratch database, and it is read there. */
export async function readMigratedSchema(
  withEmpty: WithEmptyDatabase,
  options: MigrationOptions
): Promise<MigratedSchema> {
  const migrations = await loadMigrations(options)
  if (migrations.length === 0) return { state: EMPTY, migrations, makers: new Map() }
  return withEmpty(async (scratch) => {
    const makers = new Map<string, string>()
    let state = EMPTY
    for (const migration of foldersOf(options).length === 1 ? [] : migrations) {
      await migrate({ ...options, database: scratch, to: labelOf(migration) })
      state = await schemaOf(scratch)
      for (const name of [...Object.keys(state.tables), ...Object.keys(state.views)]) {
        if (!makers.has(name)) makers.set(name, migration.folder)
      }
    }
    await migrate({ ...options, database: scratch })
    return { state: await schemaOf(scratch), migrations, makers }
  })
}

async function schemaOf(scratch: DataSource): Promise<SchemaState> {
  const { tables, views } = await readSchema(scratch)
  const others = Object.entries(tables).filter(([name]) => name !== RECORDS_TABLE)
  return { tables: Object.fromEntries(others), views }
}
