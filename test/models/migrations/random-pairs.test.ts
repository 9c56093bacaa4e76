import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataSource, EntitySchema } from 'typeorm'
import { checkMigrations } from '../../../src/models/migrations/check-migrations'
import {
  makeMigrations,
  type MakeMigrationsOptions
} from '../../../src/models/migrations/make-migrations'
import { migrate } from '../../../src/models/migrations/migrate'
import type { Operation } from '../../../src/models/migrations/operations'
import type { Ask } from '../../../src/models/migrations/questions'
import { rollback } from '../../../src/models/migrations/rollback'
import type { EngineName } from '../../../src/models/migrations/schema-state'
import { describeEngines, type Engine } from '../engine'
import { schemaOf } from './edit-schema'
import { randomEntities, type Rename } from './random-entities'
import { Random } from './random-schema'

const isThorough = process.env.NUAGES_TEST_ALL_ENGINES !== undefined
// those of SQLite have every kind of operation, every option and every change of type that the first 200 pairs have; the
// servers', which write each change to the disk, all that the first ten have, in fewer operations
const CHOSEN: Readonly<Record<EngineName, readonly number[]>> = {
  sqlite: [
    ...[15, 87, 41, 24, 171, 22, 112, 194, 169, 172, 45],
    ...[119, 73, 105, 74, 132, 174, 104, 136, 144, 165, 88]
  ],
  postgres: [36, 42, 29, 20, 59, 52, 38, 39, 2],
  mysql: [3, 24, 25, 34, 15]
}

/** The pairs to look at; `NUAGES_TEST_SEED=1000` looks at 200 others from there on. */
function seedsFor(engine: EngineName): readonly number[] {
  const { NUAGES_TEST_SEED: first } = process.env
  if (first !== undefined) return Array.from({ length: 200 }, (_, index) => Number(first) + index)
  return isThorough ? CHOSEN[engine] : CHOSEN[engine].slice(0, 4)
}

jest.setTimeout(120_000)

// in the words of entities, of tables, and of what is called after both
const rename: Rename = (name) =>
  name
    .replaceAll('Article', 'Story')
    .replaceAll('article', 'story')
    .replaceAll('title', 'headline')
    .replaceAll('views', 'hits')

const answerRenames: Ask = (question) => {
  const words = question.kind === 'rename' ? question.candidates : []
  const [name] = question.kind === 'rename' ? question.gone.split('.').slice(-1) : []
  return Promise.resolve(words.find((word) => word === rename(name!)) ?? null)
}

const importFrom = join(__dirname, '../../../src/models/migrations/migration')

const ask: Ask = (question) =>
  Promise.resolve(question.kind === 'default' ? valueFor(question.type) : null)

function valueFor(type: string): string {
  return /char|text|enum/.test(type) ? "'a'" : '1'
}

/** One database, and the migrations between two random sets of entities. */
class Pair {
  private constructor(
    readonly folder: string,
    readonly database: DataSource,
    private readonly url: string,
    readonly from: readonly EntitySchema[],
    readonly to: readonly EntitySchema[]
  ) {}

  static async open(engine: Engine, seed: number, rename?: Rename): Promise<Pair> {
    const random = new Random(seed)
    const folder = await mkdtemp(join(tmpdir(), 'nuages-pair-'))
    const database = await engine.open({ entities: [], synchronize: false })
    const from = randomEntities(random, engine.kind)
    const again = rename === undefined ? random : new Random(seed)
    const to = randomEntities(again, engine.kind, rename)
    return new Pair(folder, database, engine.url(), from, to)
  }

  /** Make a migration and run it; what it does. */
  async make(
    entities: readonly EntitySchema[],
    options: MakeMigrationsOptions = { renames: false, ask, allowDataLoss: true }
  ): Promise<readonly Operation[]> {
    const { files } = await makeMigrations({ ...this.options(entities), ...options, importFrom })
    await migrate({ database: this.database, folder: this.folder })
    return files.flatMap(({ operations }) => operations)
  }

  async rollback(): Promise<void> {
    await rollback({ database: this.database, folder: this.folder })
  }

  async differences(entities: readonly EntitySchema[]): Promise<string> {
    const { isClean, text } = await checkMigrations(this.options(entities))
    return isClean ? '' : text
  }

  private options(entities: readonly EntitySchema[]) {
    return {
      database: this.url,
      folder: this.folder,
      entities: entities as never
    }
  }
}

describeEngines(
  (engine) => {
    const seeds = seedsFor(engine.kind)
    let pair: Pair
    afterEach(() => rm(pair.folder, { recursive: true }))

    it.each(seeds)('migrates between random entities and back (seed %i)', async (seed) => {
      pair = await Pair.open(engine, seed)
      await pair.make(pair.from)
      const before = await schemaOf(pair.database)
      const operations = await pair.make(pair.to)
      expect(await pair.differences(pair.to)).toBe('')
      if (operations.length > 0) await pair.rollback()
      expect(await schemaOf(pair.database)).toEqual(before)
    })

    it.each(seeds.slice(0, seeds.length / 2))(
      'renames tables and columns, and drops none (seed %i)',
      async (seed) => {
        pair = await Pair.open(engine, seed, rename)
        await pair.make(pair.from)
        const before = await schemaOf(pair.database)
        const operations = await pair.make(pair.to, { ask: answerRenames })
        const kinds = operations.map(({ kind }) => kind)
        expect(
          kinds.filter(
            (kind) => /^(create|drop)Table$|Column$/.test(kind) && kind !== 'renameColumn'
          )
        ).toEqual([])
        expect(await pair.differences(pair.to)).toBe('')
        if (operations.length > 0) await pair.rollback()
        expect(await schemaOf(pair.database)).toEqual(before)
      }
    )
  },
  ({ name }) => ['SQLite in memory', 'PostgreSQL', 'MariaDB'].includes(name)
)
