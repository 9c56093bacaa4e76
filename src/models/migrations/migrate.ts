import { applyMigration } from './apply-migration'
import { findMigration, withThoseBefore } from './find-migration'
import { finishInterrupted, knownToTypeorm } from './interrupted'
import { loadMigrations, type LoadedMigration } from './load-migrations'
import type { MigrationOptions } from './migration-options'
import { withLockedSession, type MigrationSession } from './migration-session'
import { labelOf } from './order-migrations'

export interface MigrateOptions extends MigrationOptions {
  /** The last migration to run, with those that it needs: `articles/0003_add_views`, `0003`. Default: all. */
  readonly to?: string
  /** Record migrations without running them: the tables are there already. */
  readonly fake?: boolean
}

/** What `migrate` did. */
export interface MigrateResult {
  /** The migrations that ran, in their order: `articles/0003_add_views`. */
  readonly applied: readonly string[]
}

/** Run the migrations that this database has not seen. Processes that migrate at once wait for each other. */
export async function migrate(options: MigrateOptions = {}): Promise<MigrateResult> {
  const all = await loadMigrations(options)
  const chosen = chooseFrom(all, options)
  return withLockedSession(options, async (session) => {
    const applied: string[] = []
    for (const migration of await finishInterrupted(session, all)) applied.push(labelOf(migration))
    await knownToTypeorm(session, all)
    const seen = new Set((await session.records.all()).map(labelOf))
    for (const migration of chosen) {
      if (seen.has(labelOf(migration))) continue
      if (await apply(session, migration, options)) applied.push(labelOf(migration))
    }
    return { applied }
  })
}

function chooseFrom(
  all: readonly LoadedMigration[],
  { to }: MigrateOptions
): readonly LoadedMigration[] {
  if (to === undefined) return all
  const needed = withThoseBefore(all, findMigration(all, to))
  return all.filter((migration) => needed.has(migration))
}

async function apply(
  session: MigrationSession,
  migration: LoadedMigration,
  { fake = false }: MigrateOptions
): Promise<boolean> {
  if (!fake) return applyMigration(session, migration, 'up')
  await session.records.prepare()
  await session.records.insert(migration)
  return true
}
