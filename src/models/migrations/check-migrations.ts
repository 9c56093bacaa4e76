import type { Problem } from '../../errors'
import { compareSchemas, type CompareOptions, type Comparison } from './compare-schemas'
import type { LoadedMigration } from './load-migrations'
import type { MigrationRecord } from './migration-records'
import type { Operation } from './operations'
import { isEdited } from './checksum'
import { labelOf } from './order-migrations'
import { recordedIn } from './recorded'
import { writeOperation } from './write-operation'

/** What `checkMigrations` found. */
export interface CheckMigrationsResult {
  /** The migrations make what the entities ask for, and none has the number of another. */
  readonly isClean: boolean
  /** What a migration would have to do. */
  readonly operations: readonly Operation[]
  /** Numbers used twice; migrations that cannot be rolled back, or were edited after the database has seen them. */
  readonly problems: readonly Problem[]
  /** All of it, for people. */
  readonly text: string
}

/** Compare the entities with the schema after all migrations; nothing is written, nothing asked. */
export async function checkMigrations(
  options: Omit<CompareOptions, 'renames' | 'ask'> = {}
): Promise<CheckMigrationsResult> {
  const comparison = await compareSchemas({ ...options, renames: false })
  const { operations, migrated } = comparison
  const doubles = doubleNumbers(migrated.migrations)
  const edited = editedSince(migrated.migrations, await recordedIn(options))
  const problems = [...doubles, ...withoutWayBack(migrated.migrations), ...edited]
  const isClean = operations.length === 0 && doubles.length === 0
  return { isClean, operations, problems, text: textOf(comparison, problems) }
}

// as when two branches made a migration each
function doubleNumbers(migrations: readonly LoadedMigration[]): Problem[] {
  const byNumber = new Map<string, LoadedMigration[]>()
  for (const migration of migrations) {
    const key = `${migration.folder}/${Number.parseInt(migration.name, 10)}`
    byNumber.set(key, [...(byNumber.get(key) ?? []), migration])
  }
  return [...byNumber.values()]
    .filter(({ length }) => length > 1)
    .map((same) => ({
      code: 'MIGRATION_NUMBER_TWICE',
      message: `${same.map(labelOf).join(' and ')} have the same number.`,
      hint: 'Give the later one the next number; where it has run, rename it in the table `nuages_migrations` too.'
    }))
}

function withoutWayBack(migrations: readonly LoadedMigration[]): Problem[] {
  return migrations
    .filter(({ isReversible }) => !isReversible)
    .map((migration) => ({
      code: 'MIGRATION_NO_DOWN',
      message: `${labelOf(migration)} has no \`down\`: it cannot be rolled back.`,
      file: migration.path
    }))
}

function editedSince(
  migrations: readonly LoadedMigration[],
  records: readonly MigrationRecord[]
): Problem[] {
  const checksums = new Map(records.map((record) => [labelOf(record), record.checksum]))
  return migrations
    .filter((migration) => isEdited(migration.checksum, checksums.get(labelOf(migration))))
    .map((migration) => ({
      code: 'MIGRATION_EDITED',
      message: `${labelOf(migration)} was edited after it was applied (${migration.path}): what it says now has not run.`,
      hint: 'Put it back as it was, and write another migration for the change; or roll it back, and run it again.',
      file: migration.path
    }))
}

function textOf({ operations, engine }: Comparison, problems: readonly Problem[]): string {
  const lines = operations.map((operation) =>
    writeOperation(operation, engine).replaceAll(/^ {4}/gm, '  ')
  )
  const found = lines.length === 0 ? [] : ['Entities and migrations differ:', ...lines]
  const said = problems.map(({ code, message }) => `${code}: ${message}`)
  return [...found, ...said].join('\n') || 'Entities and migrations agree.'
}
