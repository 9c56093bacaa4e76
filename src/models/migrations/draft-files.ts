import { join } from 'node:path'
import { NuagesError } from '../../errors'
import { toDataSource } from '../open-database'
import type { Comparison } from './compare-schemas'
import { filesIn, loadMigrations, nameOf } from './load-migrations'
import { migrationName, snakeCase } from './migration-name'
import { foldersOf, type MigrationOptions, type NamedFolder } from './migration-options'
import type { Operation } from './operations'
import { labelOf } from './order-migrations'
import { engineOf } from './read-schema'
import type { EngineName } from './schema-state'
import { splitByFolder, type FolderOf, type Share } from './split-by-folder'
import { writeMigration } from './write-migration'

/** A migration, and the file that it goes to. */
export interface MigrationFile {
  readonly folder: string
  /** `0002_add_article_views` */
  readonly name: string
  readonly path: string
  readonly source: string
  readonly operations: readonly Operation[]
  readonly dependencies: readonly string[]
}

export interface DraftOptions extends MigrationOptions {
  readonly name?: string
  readonly importFrom?: string
}

/** The files for what a comparison found: one for each folder, or more where folders need each other. */
export function draftFiles(
  { engine, operations, wanted, migrated }: Comparison,
  options: DraftOptions
): MigrationFile[] {
  const folders = foldersOf(options)
  const folderOf = folderFinder(folders, wanted, migrated)
  const last = new Map(migrated.migrations.map((one) => [one.folder, labelOf(one)]))
  const next = new Map(folders.map((folder) => [folder.label, nextNumber(folder)]))
  const made = new Map<Share, string>()
  return splitByFolder(operations, folderOf).map((share) => {
    const folder = folders.find(({ label }) => label === share.folder)!
    const number = next.get(folder.label)!
    next.set(folder.label, number + 1)
    const isFirst = number === 1 && share.operations.some(({ kind }) => kind === 'createTable')
    const dependencies = dependenciesOf(share, made, last)
    const draft = { folder, engine, number, operations: share.operations, dependencies }
    const file = toFile(draft, migrationName(share.operations, isFirst), options)
    made.set(share, labelOf(file))
    return file
  })
}

/** A file without operations, for a migration that changes rows. */
export async function draftEmpty(
  options: DraftOptions,
  label: boolean | string
): Promise<MigrationFile> {
  const folders = foldersOf(options)
  const folder = folders.find((one) => one.label === label)
  const chosen = folder ?? (folders.length === 1 && label === true ? folders[0]! : undefined)
  if (chosen === undefined) {
    throw new NuagesError(
      'MIGRATION_BAD_OPTIONS',
      '`empty` does not say which folder the migration is for.',
      `Write ${folders.map((one) => `\`empty: '${one.label}'\``).join(' or ')}.`
    )
  }
  // what cannot be loaded shows now
  await loadMigrations(options)
  const engine = engineOf(toDataSource({ ...options, entities: [] }))
  const number = nextNumber(chosen)
  return toFile(
    { folder: chosen, engine, number, operations: [], dependencies: [] },
    'data',
    options
  )
}

interface Draft {
  readonly engine: EngineName
  readonly folder: NamedFolder
  readonly number: number
  readonly operations: readonly Operation[]
  readonly dependencies: readonly string[]
}

function toFile(
  { folder, engine, number, operations, dependencies }: Draft,
  usual: string,
  options: DraftOptions
): MigrationFile {
  const title = snakeCase(options.name ?? '') || usual
  const name = `${String(number).padStart(4, '0')}_${title}`
  const source = writeMigration(
    { name: title, engine, operations, dependencies },
    options.importFrom
  )
  return {
    folder: folder.label,
    name,
    path: join(folder.path, `${name}.ts`),
    source,
    operations,
    dependencies
  }
}

// TypeORM's files are numbered by the clock: what comes after them has to count on from there
function nextNumber(folder: NamedFolder): number {
  const numbers = filesIn(folder).map((file) => Number.parseInt(nameOf(file), 10))
  return Math.max(0, ...numbers) + 1
}

function dependenciesOf(
  { after, uses, folder }: Share,
  made: ReadonlyMap<Share, string>,
  last: ReadonlyMap<string, string>
): string[] {
  const latest = new Map<string, string>()
  for (const name of uses) {
    const label = last.get(name)
    if (label !== undefined && name !== folder) latest.set(name, label)
  }
  for (const share of after) latest.set(share.folder, made.get(share)!)
  return [...latest.values()].sort()
}

function folderFinder(
  folders: readonly NamedFolder[],
  { entities }: Comparison['wanted'],
  { makers }: Comparison['migrated']
): FolderOf {
  const [first] = folders
  if (folders.length === 1) return () => first!.label
  const rest = folders.filter((folder) => folder.entities === undefined)
  return (name) => {
    const entity = entities.get(name)
    if (entity === undefined) return makers.get(name) ?? first!.label
    const owner = folders.find(({ entities: own = [] }) =>
      own.some(
        (one) => one === entity || (one as { options?: { name?: string } }).options?.name === entity
      )
    )
    if (owner !== undefined) return owner.label
    if (rest.length === 1) return rest[0]!.label
    const entityName = typeof entity === 'function' ? entity.name : String(entity)
    throw new NuagesError(
      'MIGRATION_NO_FOLDER',
      `Which folder do the migrations of ${entityName} (table ${name}) go to?`,
      `Name it among the \`entities\` of one: folders: { ${first!.label}: { path: '…', entities: [${entityName}] } }.`
    )
  }
}
