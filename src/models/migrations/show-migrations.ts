import { isEdited } from './checksum'
import { loadMigrations } from './load-migrations'
import type { MigrationOptions } from './migration-options'
import { labelOf } from './order-migrations'
import { recordedIn } from './recorded'

/** A migration, and how far it is. */
export interface MigrationStatus {
  readonly folder: string
  readonly name: string
  /** `interrupted` goes on with the next `migrate`; `missing` is recorded and has no file. */
  readonly state: 'applied' | 'pending' | 'interrupted' | 'missing'
  readonly appliedAt?: Date
  /** The file, where it says something else than when it was applied: what it says now has not run. */
  readonly editedFile?: string
}

/** All migrations in the order in which they run, then those whose files are gone. */
export async function showMigrations(options: MigrationOptions = {}): Promise<MigrationStatus[]> {
  const migrations = await loadMigrations(options)
  const records = await recordedIn(options)
  const byLabel = new Map(records.map((record) => [labelOf(record), record]))
  const known = new Set(migrations.map(labelOf))
  return [
    ...migrations.map(({ folder, name, path, checksum }) => {
      const record = byLabel.get(`${folder}/${name}`)
      const state =
        record === undefined ? 'pending' : record.journal === undefined ? 'applied' : 'interrupted'
      const edited = isEdited(checksum, record?.checksum) ? { editedFile: path } : {}
      return { folder, name, state, ...appliedAt(record?.appliedAt), ...edited } as const
    }),
    ...records
      .filter((record) => !known.has(labelOf(record)))
      .map(
        (record) =>
          ({
            folder: record.folder,
            name: record.name,
            state: 'missing',
            ...appliedAt(record.appliedAt)
          }) as const
      )
  ]
}

function appliedAt(date: Date | undefined): { readonly appliedAt?: Date } {
  return date === undefined ? {} : { appliedAt: date }
}
