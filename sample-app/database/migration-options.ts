import { join } from 'node:path'
import { parseDatabaseUrl, type DataSource } from 'nuages/models'
import type { MigrationOptions } from 'nuages/migrations'
import { models } from '../models'
import { MIGRATIONS } from '../settings'

// a migration names the types of one engine, so that each engine has a folder
const ENGINES: Readonly<Record<string, string>> = {
  'better-sqlite3': 'sqlite',
  mariadb: 'mysql'
}

/** The migrations for a database: those that were compiled, or the sources that `makemigrations` adds to. */
export function migrationOptions(
  database: string | DataSource,
  folder = MIGRATIONS.compiled
): MigrationOptions {
  const { type } = typeof database === 'string' ? parseDatabaseUrl(database) : database.options
  const gazette = join(folder, ENGINES[type] ?? type)
  return { database, entities: models, folders: { gazette } }
}
