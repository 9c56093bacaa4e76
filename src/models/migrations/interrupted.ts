import { NuagesError } from '../../errors'
import { applyMigration } from './apply-migration'
import type { LoadedMigration } from './load-migrations'
import type { MigrationRecord } from './migration-records'
import type { MigrationSession } from './migration-session'
import { labelOf } from './order-migrations'

/** Finish what an earlier run has left half-way, whichever way it went; the migrations that are applied by it. */
export async function finishInterrupted(
  session: MigrationSession,
  migrations: readonly LoadedMigration[]
): Promise<LoadedMigration[]> {
  const applied: LoadedMigration[] = []
  for (const record of await session.records.all()) {
    if (record.journal === undefined) continue
    const migration = fileOf(record, migrations)
    await applyMigration(session, migration, record.journal.direction)
    if (record.journal.direction === 'up') applied.push(migration)
  }
  return applied
}

/** The file of a recorded migration. */
export function fileOf(
  record: MigrationRecord,
  migrations: readonly LoadedMigration[]
): LoadedMigration {
  const found = migrations.find((migration) => labelOf(migration) === labelOf(record))
  if (found !== undefined) return found
  throw new NuagesError(
    'MIGRATION_FILE_MISSING',
    `The migration ${labelOf(record)} is recorded in the database, and there is no file of it.`,
    'Get the file back, from the branch that it is on; folders go by the names that they were recorded under. Where it was renamed on purpose, rename it in the table `nuages_migrations` too.'
  )
}

/** Record what TypeORM has applied of its own migrations: they do not run again. */
export async function knownToTypeorm(
  { runner, records }: MigrationSession,
  migrations: readonly LoadedMigration[]
): Promise<void> {
  const typeorms = migrations.filter(({ typeormName }) => typeormName !== undefined)
  if (typeorms.length === 0) return
  const { dataSource } = runner
  const table = dataSource.options.migrationsTableName ?? 'migrations'
  if (!(await runner.hasTable(table))) return
  const rows = (await runner.query(
    `SELECT ${dataSource.driver.escape('name')} AS name FROM ${dataSource.driver.escape(table)}`
  )) as { readonly name: string }[]
  await records.prepare()
  for (const migration of typeorms) {
    const isKnown = rows.some(({ name }) => name === migration.typeormName)
    if (isKnown && (await records.find(migration)) === undefined) await records.insert(migration)
  }
}
