import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataSource, EntitySchema } from 'typeorm'
import type { EngineOptions } from '../../../src/models/database-url'
import {
  checkMigrations,
  type CheckMigrationsResult
} from '../../../src/models/migrations/check-migrations'
import {
  makeMigrations,
  type MakeMigrationsOptions,
  type MakeMigrationsResult
} from '../../../src/models/migrations/make-migrations'
import { migrate } from '../../../src/models/migrations/migrate'

type Database = string | EngineOptions | DataSource

const folders: string[] = []

/** A folder, and what is made in it. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'nuages-workshop-'))

  constructor(private readonly database: Database = 'sqlite::memory:') {
    folders.push(this.folder)
  }

  make(
    entities: readonly EntitySchema<never>[],
    options: MakeMigrationsOptions = {}
  ): Promise<MakeMigrationsResult> {
    const importFrom = join(__dirname, '../../../src/models/migrations/migration')
    return makeMigrations({ ...this.options(entities), importFrom, ...options })
  }

  check(
    entities: readonly EntitySchema<never>[],
    options: MakeMigrationsOptions = {}
  ): Promise<CheckMigrationsResult> {
    return checkMigrations({ ...this.options(entities), ...options })
  }

  /** Make migrations, and run them. */
  async apply(
    database: DataSource,
    entities: readonly EntitySchema<never>[],
    options: MakeMigrationsOptions = {}
  ): Promise<void> {
    await this.make(entities, options)
    await migrate({ database, folder: this.folder })
  }

  /** What `up` of a migration says. */
  up(name: string): string[] {
    const source = readFileSync(join(this.folder, `${name}.ts`), 'utf8')
    const [, body = ''] = /async up\([^)]*\): Promise<void> {\n([\s\S]*?)\n {2}}/.exec(source) ?? []
    return body.split('\n').map((line) => line.trim())
  }

  private options(entities: readonly EntitySchema<never>[]): MakeMigrationsOptions {
    // EntitySchema is what TypeORM takes beside classes
    return { database: this.database, folder: this.folder, entities: entities as never }
  }
}

export function removeWorkshops(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
