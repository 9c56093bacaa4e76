import { NuagesError } from '../../errors'
import { applyMigration } from './apply-migration'
import { findMigration, withThoseAfter } from './find-migration'
import { fileOf, finishInterrupted } from './interrupted'
import { loadMigrations, type LoadedMigration } from './load-migrations'
import type { MigrationOptions } from './migration-options'
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
    const files = records.filter((record, index) => isChosen(labelOf(record), index))
    const migrations = files.map((record) => fileOf(record, all))
    assertReversible(migrations)
    const rolledBack: string[] = []
    for (const migration of migrations) {
      if (await applyMigration(session, migration, 'down')) rolledBack.push(labelOf(migration))
    }
    return { rolledBack }
  })
}

/** Whether a record goes, by its label and by its place from the last one. */
function chooser(
  all: readonly LoadedMigration[],
  { steps, to }: RollbackOptions
): (label: string, index: number) => boolean {
  if (to === undefined) return (_label, index) => index < (steps ?? 1)
  if (steps !== undefined) {
    throw new NuagesError(
      'MIGRATION_BAD_OPTIONS',
      'Both `steps` and `to` say what to roll back.',
      'Give one of them.'
    )
  }
  const gone = new Set([...goneAfter(all, to)].map(labelOf))
  return (label) => gone.has(label)
}

function goneAfter(all: readonly LoadedMigration[], to: string): Iterable<LoadedMigration> {
  if (to === 'zero') return all
  const [folder] = to.split('/')
  if (to.endsWith('/zero')) {
    return withThoseAfter(
      all,
      all.filter((migration) => migration.folder === folder)
    )
  }
  const last = findMigration(all, to)
  const same = all.filter((migration) => migration.folder === last.folder)
  return withThoseAfter(all, same.slice(same.indexOf(last) + 1))
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
