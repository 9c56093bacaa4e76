import { resolve } from 'node:path'
import { NuagesError } from '../../errors'
import type { EntityClass } from '../bound-models'
import type { DatabaseOptions } from '../open-database'

/** A folder of migrations. */
export interface MigrationFolder {
  readonly path: string
  /** The entities whose tables its migrations make; needed where there are several folders. */
  readonly entities?: readonly EntityClass[]
}

/** Which database, and which migrations. */
export interface MigrationOptions extends Pick<
  DatabaseOptions,
  'database' | 'entities' | 'logging'
> {
  /** The only folder of migrations. Default: `migrations`. */
  readonly folder?: string
  /** Folders by the name of their plugin or application; they run in this order. */
  readonly folders?: Readonly<Record<string, string | MigrationFolder>>
  /** Milliseconds to wait for another process that migrates. Default 60,000. */
  readonly lockTimeout?: number
}

/** A folder with its name, as migrations are recorded under it. */
export interface NamedFolder extends MigrationFolder {
  readonly label: string
}

/** What the only folder is called in the records. */
export const ONLY_FOLDER = 'application'

/** The folders of migrations that options name, with absolute paths. */
export function foldersOf({ folder, folders }: MigrationOptions): readonly NamedFolder[] {
  if (folders === undefined) {
    return [{ label: ONLY_FOLDER, path: resolve(folder ?? 'migrations') }]
  }
  if (folder !== undefined) {
    throw new NuagesError(
      'MIGRATION_BAD_OPTIONS',
      'Both `folder` and `folders` say where the migrations are.',
      'Give one of them: `folders` where there are several.'
    )
  }
  return Object.entries(folders).map(([label, value]) => {
    const { path, ...rest } = typeof value === 'string' ? { path: value } : value
    return { label, path: resolve(path), ...rest }
  })
}
