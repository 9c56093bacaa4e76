import { NuagesError } from '../../errors'
import { DirectOperations } from './direct-operations'
import { fingerprintsOf } from './fingerprint'
import { emptyJournal, type Journal } from './journal'
import { JournaledOperations, type Outcome } from './journaled-operations'
import type { LoadedMigration } from './load-migrations'
import { migrationError } from './migration-errors'
import { beginSqlite } from './migration-lock'
import type { MigrationSession } from './migration-session'
import { labelOf } from './order-migrations'
import { SchemaEditor } from './schema-editor'
import type { TrackedOperations } from './tracked-operations'

/** Which way a migration goes. */
export type Direction = 'up' | 'down'

interface Violation {
  readonly table: string
  readonly rowid: number | null
  readonly parent: string
}

const SHOWN = 10
const OUTCOMES: Readonly<Record<Outcome, string>> = {
  undone: 'What it had done was taken back: the schema is as it was before.',
  stopped:
    'The operations before it are done, and cannot all be taken back. Mend the migration and run it again: it continues there.',
  stuck:
    'Part of this operation is done, and cannot be taken back. Mend what keeps it from going on, and run it again: it continues there.'
}

/** Run one migration with its record; false where another process was faster. */
export async function applyMigration(
  session: MigrationSession,
  migration: LoadedMigration,
  direction: Direction
): Promise<boolean> {
  const { engine } = session.dialect
  const isTogether = engine === 'sqlite' || (engine === 'postgres' && migration.isTransactional)
  const record = engine === 'sqlite' ? undefined : await session.records.find(migration)
  if (isTogether && record?.journal === undefined) return together(session, migration, direction)
  if (record?.journal === undefined && (record !== undefined) === (direction === 'up')) return false
  const journal = record?.journal ?? emptyJournal(direction)
  return stepByStep(session, migration, journal)
}

/** All operations and the record in one transaction. */
async function together(
  session: MigrationSession,
  migration: LoadedMigration,
  direction: Direction
): Promise<boolean> {
  const { runner, dialect, records, lockTimeout } = session
  const operations = new DirectOperations(runner, dialect.engine)
  if (dialect.engine === 'sqlite') await beginSqlite(runner, lockTimeout)
  else await runner.startTransaction()
  try {
    await records.prepare()
    const isApplied = (await records.find(migration)) !== undefined
    if (isApplied === (direction === 'up')) {
      await runner.rollbackTransaction()
      return false
    }
    await runBody(session, migration, { direction, operations })
    if (direction === 'up') await records.insert(migration)
    else await records.delete(migration)
    if (dialect.engine === 'sqlite') await assertForeignKeys(session)
    await runner.commitTransaction()
    return true
  } catch (cause) {
    if (runner.isTransactionActive) {
      // no transaction takes back a setting
      if (dialect.engine === 'sqlite') await runner.query('PRAGMA legacy_alter_table = OFF')
      await runner.rollbackTransaction()
    }
    throw migrationError(
      {
        label: labelOf(migration),
        direction,
        operation: operations.failed,
        outcome: 'The transaction was rolled back: the schema is as it was before.'
      },
      cause
    )
  } finally {
    if (dialect.engine === 'sqlite') await runner.afterMigration()
  }
}

/** Each operation on its own, with a journal: one that was interrupted goes on. */
async function stepByStep(
  session: MigrationSession,
  migration: LoadedMigration,
  journal: Journal
): Promise<boolean> {
  const { runner, dialect, records } = session
  const { direction } = journal
  const save = (changed: Journal | undefined): Promise<void> =>
    changed === undefined && direction === 'up'
      ? records.delete(migration)
      : records.saveJournal(migration, changed)
  const isFresh = journal.done.length === 0 && journal.current === undefined
  if (isFresh && journal.undoing === undefined) await open(session, migration, journal)
  const fingerprints = fingerprintsOf(runner, dialect.engine)
  const operations = new JournaledOperations(runner, fingerprints, journal, save)
  try {
    const isUndone = await operations.resume()
    if (isUndone) return await applyMigration(session, migration, direction)
    await operations.begin()
    await runBody(session, migration, { direction, operations })
    await operations.commit(() =>
      direction === 'up' ? records.complete(migration) : records.delete(migration)
    )
    return true
  } catch (cause) {
    const outcome = await operations.abandon().then((left) => OUTCOMES[left], notTakenBack)
    const label = labelOf(migration)
    throw migrationError({ label, direction, operation: operations.failed, outcome }, cause)
  }
}

function notTakenBack(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  return `Taking back what it had done failed too: ${reason} Run it again: it goes on with that.`
}

async function open(
  { records }: MigrationSession,
  migration: LoadedMigration,
  journal: Journal
): Promise<void> {
  const record = await records.find(migration)
  if (record === undefined) await records.insert(migration, journal)
  else await records.saveJournal(migration, journal)
}

interface Body {
  readonly direction: Direction
  readonly operations: TrackedOperations
}

async function runBody(
  { runner, dialect }: MigrationSession,
  migration: LoadedMigration,
  { direction, operations }: Body
): Promise<void> {
  const editor = new SchemaEditor(dialect, operations)
  try {
    await migration[direction](editor, runner)
  } catch (error) {
    await operations.finish().catch(() => undefined)
    throw error
  }
  await operations.finish()
}

/** Foreign keys are off while SQLite copies tables: what they would have refused shows here. */
async function assertForeignKeys({ runner }: MigrationSession): Promise<void> {
  const found = (await runner.query('PRAGMA foreign_key_check')) as Violation[]
  if (found.length === 0) return
  const rows = found
    .slice(0, SHOWN)
    .map(
      ({ table, rowid, parent }) => `${table}${rowid === null ? '' : ` row ${rowid}`} → ${parent}`
    )
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : ''
  throw new NuagesError(
    'MIGRATION_FOREIGN_KEYS',
    `Rows would point to rows that are not there: ${rows.join(', ')}${more}.`,
    'Delete or mend them in the migration. Foreign keys cascade nothing while SQLite migrates.'
  )
}
