import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { NuagesError } from '../../errors'
import { compareSchemas, type CompareOptions } from './compare-schemas'
import { risksOf, type Risk } from './data-loss'
import { draftFiles, draftEmpty, type MigrationFile } from './draft-files'
import { fillColumns, type FillOptions } from './fill-columns'

export interface MakeMigrationsOptions extends CompareOptions, FillOptions {
  /** Make migrations that lose data too. */
  readonly allowDataLoss?: boolean
  /** What the migration is called, without its number. Default: after what it does. */
  readonly name?: string
  /** Make a migration without operations, for one that changes rows; where there are several folders, in this one. */
  readonly empty?: boolean | string
  /** Write no file. */
  readonly dryRun?: boolean
  /** Where migrations import their base class from. Default `nuages/migrations`. */
  readonly importFrom?: string
}

/** What `makeMigrations` made. */
export interface MakeMigrationsResult {
  /** None where entities and migrations agree. */
  readonly files: readonly MigrationFile[]
  /** What may keep a migration from running, and what it loses where that was allowed. */
  readonly risks: readonly Risk[]
}

/** Compare the entities with the schema after all migrations, and write a migration that takes one to the other. */
export async function makeMigrations(
  options: MakeMigrationsOptions = {}
): Promise<MakeMigrationsResult> {
  if (options.empty !== undefined && options.empty !== false) {
    const file = await draftEmpty(options, options.empty)
    return { files: await write([file], options), risks: [] }
  }
  const comparison = await compareSchemas(options)
  const operations = await fillColumns(comparison.operations, options)
  const risks = risksOf(operations)
  if (options.allowDataLoss !== true) assertNothingLost(risks)
  const files = draftFiles({ ...comparison, operations }, options)
  return { files: await write(files, options), risks }
}

async function write(
  files: readonly MigrationFile[],
  { dryRun = false }: MakeMigrationsOptions
): Promise<readonly MigrationFile[]> {
  for (const { path, source } of dryRun ? [] : files) {
    await mkdir(dirname(path), { recursive: true })
    // somebody else may be making the same one
    await writeFile(path, source, { flag: 'wx' })
  }
  return files
}

function assertNothingLost(risks: readonly Risk[]): void {
  const losses = risks.filter(({ kind }) => kind === 'loses')
  if (losses.length === 0) return
  throw new NuagesError(
    'MIGRATION_LOSES_DATA',
    `The migration ${losses.map(({ reason }) => reason).join('; ')}.`,
    'Save what is needed in a data migration first, then make this one with `allowDataLoss: true`; `renames` tells what has only another name.'
  )
}
