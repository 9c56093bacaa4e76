import { NuagesError } from 'nuages'
import type { DataSource } from 'nuages/models'
import { migrate, showMigrations, type MigrateOptions } from 'nuages/migrations'
import { migrationOptions } from './migration-options'

/** Run the migrations that a database has not seen, and tell which ones these were. */
export async function migrateGazette(
  database: DataSource,
  options: Pick<MigrateOptions, 'to' | 'fake'> = {}
): Promise<readonly string[]> {
  if (options.fake !== true) await assertMigrated(database)
  const { applied } = await migrate({ ...migrationOptions(database), ...options })
  return applied
}

/** An error where there are tables of the Gazette that no migration has made. */
async function assertMigrated(database: DataSource): Promise<void> {
  const migrations = await showMigrations(migrationOptions(database))
  if (migrations.some(({ state }) => state !== 'pending')) return
  if (!(await hasArticles(database))) return
  throw new NuagesError(
    'GAZETTE_WITHOUT_MIGRATIONS',
    'The database has the tables of an earlier Gazette, which knew no migrations.',
    'Empty it (SQLite: `rm sample-app/gazette.sqlite3*`), and `npm start` fills it anew; or keep its articles: `npm run gazette:migrate -- --fake 0001`, then `npm start`.'
  )
}

async function hasArticles(database: DataSource): Promise<boolean> {
  const runner = database.createQueryRunner()
  try {
    return await runner.hasTable('article')
  } finally {
    await runner.release()
  }
}
