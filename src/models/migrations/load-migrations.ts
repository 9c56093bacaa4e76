import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { NuagesError } from '../../errors'
import { checksumOf } from './checksum'
import { loadModule, type Exports } from './load-module'
import { Migration } from './migration'
import { foldersOf, type MigrationOptions, type NamedFolder } from './migration-options'
import { orderMigrations } from './order-migrations'
import type { SchemaEditor } from './schema-editor'

/** A migration of a file. */
export interface LoadedMigration {
  readonly folder: string
  /** The file without its extension: `0003_add_views`. */
  readonly name: string
  readonly path: string
  /** What the file says, in short. */
  readonly checksum: string
  /** `authors/0002_add_email` */
  readonly dependencies: readonly string[]
  readonly isTransactional: boolean
  readonly isReversible: boolean
  /** What TypeORM has recorded it under, where it is one of TypeORM's. */
  readonly typeormName?: string
  up(schema: SchemaEditor, runner: QueryRunner): Promise<void>
  down(schema: SchemaEditor, runner: QueryRunner): Promise<void>
}

type MigrationClass = new () => Migration | MigrationInterface

// 0003_add_views.ts, and TypeORM's 1700000000000-AddViews.ts
const FILE = /^\d+[-_][\w-]+\.[cm]?[jt]s$/

/** The migrations of all folders, in the order in which they run. */
export async function loadMigrations(options: MigrationOptions): Promise<LoadedMigration[]> {
  const folders = foldersOf(options)
  const migrations: LoadedMigration[] = []
  for (const folder of folders) {
    for (const file of filesIn(folder)) migrations.push(await load(folder, file))
  }
  return orderMigrations(migrations)
}

/** The migration files of a folder in the order of their numbers; a missing folder has none. */
export function filesIn({ path }: NamedFolder): string[] {
  const files = namesIn(path).filter((name) => FILE.test(name) && !name.endsWith('.d.ts'))
  const byName = new Map<string, string>()
  // of a source and what was compiled of it, the latter
  for (const file of files.sort(compiledLast)) byName.set(nameOf(file), file)
  return [...byName.values()].sort(compareNames).map((file) => join(path, file))
}

/** `add` of `articles/0003_add.ts` as it is recorded. */
export function nameOf(file: string): string {
  return basename(file, extname(file))
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function load({ label, path }: NamedFolder, file: string): Promise<LoadedMigration> {
  const place = join(label, relative(path, file))
  const found = classOf(await read(file, place), place)
  const { dependencies = [], transaction } = found as typeof Migration
  const name = nameOf(file)
  const { prototype } = found as { prototype: object }
  const checksum = checksumOf(file, readFileSync(file, 'utf8'))
  const facts = { folder: label, name, path: file, checksum, dependencies }
  if (prototype instanceof Migration) {
    return {
      ...facts,
      isTransactional: transaction !== false,
      isReversible: prototype.down !== undefined,
      up: async (schema) => (new found() as Migration).up(schema),
      down: async (schema) => (new found() as Migration).down?.(schema)
    }
  }
  const instance = new found() as MigrationInterface
  return {
    ...facts,
    isTransactional: instance.transaction !== false,
    isReversible: true,
    typeormName: instance.name ?? found.name,
    up: async (_schema, runner) => void (await instance.up(runner)),
    down: async (_schema, runner) => void (await instance.down(runner))
  }
}

async function read(file: string, place: string): Promise<Exports> {
  try {
    return await loadModule(file)
  } catch (cause) {
    if (cause instanceof NuagesError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new NuagesError(
      'MIGRATION_NOT_LOADED',
      `${place} could not be loaded: ${reason}`,
      'Mend the file; the cause says where it failed.',
      { cause }
    )
  }
}

function classOf(exported: Exports, place: string): MigrationClass {
  const values = [exported.default, ...Object.values(exported)]
  // an ES module that was CommonJS has the default export of that inside its own
  const inner = (exported.default as Exports | undefined)?.default
  const classes = new Set([inner, ...values].filter(isMigration))
  const [found] = classes
  if (found !== undefined && (classes.size === 1 || isMigration(exported.default))) return found
  throw new NuagesError(
    'MIGRATION_NOT_EXPORTED',
    `${place} exports ${classes.size === 0 ? 'no migration' : `${classes.size} migrations`}.`,
    'Write `export default class AddViews extends Migration { … }`, with `Migration` of nuages/migrations.'
  )
}

function isMigration(value: unknown): value is MigrationClass {
  if (typeof value !== 'function' || value === Migration) return false
  const prototype: unknown = value.prototype
  if (prototype instanceof Migration) return true
  const { up, down } = (prototype ?? {}) as Partial<MigrationInterface>
  return typeof up === 'function' && typeof down === 'function'
}

function compiledLast(a: string, b: string): number {
  const rank = (name: string): number => (/ts$/.test(name) ? 0 : 1)
  return rank(a) - rank(b)
}

/** The order of migrations in their folder: by number, then by name. */
export function compareNames(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1)
}
