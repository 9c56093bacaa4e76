import type { QueryRunner } from 'typeorm'
import { toDataSource } from '../open-database'
import { applyMigration, type Direction } from './apply-migration'
import { DirectOperations } from './direct-operations'
import { findMigration, withThoseBefore } from './find-migration'
import { loadMigrations, type LoadedMigration } from './load-migrations'
import type { MigrationOptions } from './migration-options'
import { withLockedSession, type MigrationSession } from './migration-session'
import { labelOf } from './order-migrations'
import { SchemaEditor } from './schema-editor'
import { withScratch } from './scratch/scratch'
import { effectOf } from './statement-effect'

export interface SqlMigrateOptions extends MigrationOptions {
  /** The migration: `articles/0003_add_views`, `0003`. */
  readonly name: string
  /** Default `up`. */
  readonly direction?: Direction
}

type Query = (sql: string, parameters?: unknown[], structured?: boolean) => Promise<unknown>

// what copies a table on SQLite says
const SETTING = /^\s*PRAGMA\s+\w+\s*=/i

/**
 * The SQL of a migration. It runs in a scratch database behind those that come before it: yours is not touched, and
 * changes of rows show as far as they do not depend on rows.
 */
export async function sqlMigrate(options: SqlMigrateOptions): Promise<string> {
  const { direction = 'up', name } = options
  const all = await loadMigrations(options)
  const migration = findMigration(all, name)
  const before = withThoseBefore(all, migration)
  if (direction === 'up') before.delete(migration)
  return withScratch(toDataSource(options), (scratch) =>
    withLockedSession({ ...options, database: scratch }, async (session) => {
      for (const one of all) if (before.has(one)) await applyMigration(session, one, 'up')
      const statements = await record(session, migration, direction)
      return format(session, migration, { direction, statements })
    })
  )
}

async function record(
  { runner, dialect }: MigrationSession,
  migration: LoadedMigration,
  direction: Direction
): Promise<string[]> {
  const statements: string[] = []
  const operations = new DirectOperations(runner, dialect.engine)
  const isTogether = dialect.engine === 'sqlite' || migration.isTransactional
  if (isTogether) {
    await runner.beforeMigration()
    await runner.startTransaction()
  }
  const query = runner.query.bind(runner) as Query
  const listen: Query = (sql, parameters, structured) => {
    if (effectOf(sql) !== 'none' || SETTING.test(sql)) statements.push(textOf(sql, parameters))
    return query(sql, parameters, structured)
  }
  runner.query = listen as QueryRunner['query']
  await migration[direction](new SchemaEditor(dialect, operations), runner)
  await operations.finish()
  runner.query = query as QueryRunner['query']
  if (runner.isTransactionActive) await runner.commitTransaction()
  return statements
}

function textOf(sql: string, parameters: readonly unknown[] = []): string {
  const end = sql.trimEnd().endsWith(';') ? '' : ';'
  const values = parameters.length === 0 ? '' : ` -- ${JSON.stringify(parameters)}`
  return `${sql.trim()}${end}${values}`
}

interface Recorded {
  readonly direction: Direction
  readonly statements: readonly string[]
}

function format(
  { dialect: { engine } }: MigrationSession,
  migration: LoadedMigration,
  { direction, statements }: Recorded
): string {
  const isTogether = engine === 'sqlite' || (engine === 'postgres' && migration.isTransactional)
  const [begin, end] =
    engine === 'sqlite'
      ? ['PRAGMA foreign_keys = OFF;\nBEGIN;', 'COMMIT;\nPRAGMA foreign_keys = ON;']
      : ['BEGIN;', 'COMMIT;']
  const title = `-- ${labelOf(migration)}${direction === 'down' ? ', back' : ''}`
  const lines = isTogether ? [title, begin, ...statements, end] : [title, ...statements]
  return `${lines.join('\n')}\n`
}
