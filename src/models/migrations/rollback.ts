import { NuagesError } from '../../errors'
import { applyMigration } from './apply-migration'
import { findMigration, withThoseAfter } from './find-migration'
import { fileOf, finishInterrupted } from './interrupted'
import { compareNames, loadMigrations, type LoadedMigration } from './load-migrations'
import type { MigrationOptions } from './migration-options'
import type { MigrationRecord } from './migration-records'
import { withLockedSession } from './migration-session'
import { labelOf } from './order-migrations'

export interface RollbackOptions extends MigrationOptions {
  /** How many migrations to take back, the last one first. Default 1. */
  readonly steps?: number
  /**
   * The last migration that stays: later ones of its folder go, with all that stand on them. `zero` for all migrations,
   * `articles/zero` for those of a folder.
   */
  readonly to?: string
}

/** What `rollback` did. */
export interface RollbackResult {
  /** The migrations that were taken back, in that order: `articles/0003_add_views`. */
  readonly rolledBack: readonly string[]
}

/** Take migrations back, by their `down`. */
export async function rollback(options: RollbackOptions = {}): Promise<RollbackResult> {
  const all = await loadMigrations(options)
  return withLockedSession(options, async (session) => {
    await finishInterrupted(session, all)
    const records = (await session.records.all()).reverse()
    const isChosen = chooser(all, options)
    const chosen = records.filter(isChosen)
    const migrations = chosen.map((record) => fileOf(record, all))
    assertReversible(migrations)
    const rolledBack: string[] = []
    for (const migration of migrations) {
      if (await applyMigration(session, migration, 'down')) rolledBack.push(labelOf(migration))
    }
    return { rolledBack }
  })
}

/** Whether a record goes, by what it says and by its place from the last one. */
function chooser(
  all: readonly LoadedMigration[],
  { steps, to }: RollbackOptions
): (record: MigrationRecord, index: number) => boolean {
  if (to === undefined) {
    const count = countOf(steps)
    return (_record, index) => index < count
  }
  if (steps !== undefined) {
    throw badOptions('Both `steps` and `to` say what to roll back.', 'Give one of them.')
  }
  if (to === 'zero') return () => true
  const gone = new Set([...goneAfter(all, to)].map(labelOf))
  const known = new Set(all.map(labelOf))
  // what has no file is told by its name, and refused
  const isStranded = strandedAfter(all, to)
  return (record) =>
    gone.has(labelOf(record)) || (!known.has(labelOf(record)) && isStranded(record))
}

function countOf(steps = 1): number {
  if (Number.isInteger(steps) && steps > 0) return steps
  throw badOptions(`\`steps: ${steps}\` is no number of migrations.`, 'Give 1 or more.')
}

function goneAfter(all: readonly LoadedMigration[], to: string): Iterable<LoadedMigration> {
  if (to.endsWith('/zero')) {
    return withThoseAfter(
      all,
      all.filter(({ folder }) => folder === folderOf(to))
    )
  }
  const last = findMigration(all, to)
  const same = all.filter((migration) => migration.folder === last.folder)
  return withThoseAfter(all, same.slice(same.indexOf(last) + 1))
}

function strandedAfter(
  all: readonly LoadedMigration[],
  to: string
): (record: MigrationRecord) => boolean {
  if (to.endsWith('/zero')) return ({ folder }) => folder === folderOf(to)
  const last = findMigration(all, to)
  return ({ folder, name }) => folder === last.folder && compareNames(name, last.name) > 0
}

function folderOf(to: string): string {
  return to.slice(0, to.lastIndexOf('/'))
}

function badOptions(what: string, hint: string): NuagesError {
  return new NuagesError('MIGRATION_BAD_OPTIONS', what, hint)
}

function assertReversible(migrations: readonly LoadedMigration[]): void {
  const fixed = migrations.filter(({ isReversible }) => !isReversible)
  if (fixed.length === 0) return
  throw new NuagesError(
    'MIGRATION_IRREVERSIBLE',
    `${fixed.map(labelOf).join(', ')} cannot be rolled back: there is no \`down\`. Nothing was rolled back.`,
    'Write `down`, or take back what comes after it alone.'
  )
}
