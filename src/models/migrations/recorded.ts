import { existsSync } from 'node:fs'
import { toDataSource } from '../open-database'
import { SqliteDataSource } from '../sqlite/data-source'
import type { MigrationOptions } from './migration-options'
import type { MigrationRecord } from './migration-records'
import { withSession } from './migration-session'

/** What a database has recorded; a file that is not there has nothing, and is not made to look into it. */
export async function recordedIn(options: MigrationOptions): Promise<readonly MigrationRecord[]> {
  const dataSource = toDataSource(options)
  const { database } = dataSource.options
  const isFile = dataSource instanceof SqliteDataSource && database !== ':memory:'
  const isOpen = dataSource.isInitialized
  if (isFile && !isOpen && !existsSync(String(database))) return []
  return withSession({ ...options, database: dataSource }, ({ records }) => records.all())
}
