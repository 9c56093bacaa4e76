import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataSource, LoggerOptions, MigrationInterface } from 'typeorm'
import type { EntityClass } from '../../src/models/bound-models'
import { parseDatabaseUrl, type EngineOptions } from '../../src/models/database-url'
import { openDatabase } from '../../src/models/open-database'
import type { Synchronize } from '../../src/models/synchronize'
import { newMysqlDatabase, newPostgresSchema, type Place } from './engine-places'
import { entities } from './entities'

export interface EngineSettings {
  /** Default: those of ./entities. */
  readonly entities?: readonly EntityClass[]
  /** Default: `'force'`, as an empty database has nothing to lose. */
  readonly synchronize?: Synchronize
  readonly poolSize?: number
  readonly acquireTimeout?: number
  readonly closeTimeout?: number
  readonly logging?: LoggerOptions
  readonly migrations?: (new () => MigrationInterface)[]
  /** `'suite'`: kept after a test, for tests that only read. */
  readonly lasts?: 'test' | 'suite'
}

/** A database engine as the conformance suite needs it. */
export interface Engine {
  readonly name: string
  /** The family, whose SQL is one dialect. */
  readonly kind: 'sqlite' | 'postgres' | 'mysql'
  /** Connections in a pool: with one, a transaction makes everyone else wait. */
  readonly connections: number
  /** An empty database of its own, with the tables of the entities. */
  open(settings?: EngineSettings): Promise<DataSource>
  /** The URL of the database that was opened last, for one more data source on it. */
  url(): string
  /** The same as options of TypeORM. */
  options(): EngineOptions
  /** End every connection to the database that was opened last, as a restart of the server does. */
  cut(): Promise<void>
  /** Close and remove what was opened for a test, or for all of them. */
  clear(lasts?: 'test' | 'suite'): Promise<void>
}

interface Opened {
  readonly place: Place
  readonly lasts: 'test' | 'suite'
  dataSource?: DataSource
}

type Facts = Pick<Engine, 'name' | 'kind' | 'connections'>

function engine(facts: Facts, newPlace: () => Promise<Place>): Engine {
  const opened: Opened[] = []
  const place = (): Place => opened.at(-1)!.place
  const url = (): string => place().url
  return {
    ...facts,
    url,
    options: () => parseDatabaseUrl(url()),
    async open({
      entities: own = entities,
      synchronize = 'force',
      lasts = 'test',
      ...settings
    } = {}) {
      const one: Opened = { place: await newPlace(), lasts }
      opened.push(one)
      const database = {
        ...parseDatabaseUrl(url()),
        poolSize: facts.connections,
        ...settings
      } as EngineOptions
      one.dataSource = await openDatabase({ database, entities: own, synchronize })
      return one.dataSource
    },
    async cut() {
      await place().cut?.()
    },
    async clear(which = 'suite') {
      const kept = opened.filter(({ lasts }) => which === 'test' && lasts === 'suite')
      const gone = opened.filter((one) => !kept.includes(one))
      opened.splice(0, Infinity, ...kept)
      for (const { dataSource } of gone) if (dataSource?.isInitialized) await dataSource.destroy()
      for (const one of gone) await one.place.remove?.()
    }
  }
}

const folders: string[] = []

/** A path for a new database file. */
export async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nuages-models-'))
  folders.push(folder)
  return join(folder, 'db.sqlite3')
}

export async function removeFiles(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
}

export const engines: readonly Engine[] = [
  engine({ name: 'an SQLite file', kind: 'sqlite', connections: 5 }, async () => ({
    url: `sqlite:${await newFile()}`
  })),
  engine({ name: 'SQLite in memory', kind: 'sqlite', connections: 1 }, () =>
    Promise.resolve({ url: 'sqlite::memory:' })
  ),
  engine({ name: 'better-sqlite3', kind: 'sqlite', connections: 5 }, async () => ({
    url: `better-sqlite3:${await newFile()}`
  })),
  engine({ name: 'PostgreSQL', kind: 'postgres', connections: 5 }, newPostgresSchema),
  engine({ name: 'MariaDB', kind: 'mysql', connections: 5 }, newMysqlDatabase)
]

const all = (): boolean => true
// .ci/probe-databases.js has asked each server once for the whole run
const silent = new Map<string, string>(
  Object.entries(JSON.parse(process.env.NUAGES_SILENT_DATABASES ?? '{}') as Record<string, string>)
)

/** Run `tests` against every engine that `fits`; one whose server does not answer is skipped, or fails where all are required. */
export function describeEngines(
  tests: (engine: Engine) => void,
  fits: (engine: Engine) => boolean = all
): void {
  for (const one of engines.filter(fits)) {
    const silence = silent.get(one.name)
    if (silence === undefined) describe(one.name, () => runTests(one, tests))
    else describeSilent(one, silence, tests)
  }
}

function runTests(one: Engine, tests: (engine: Engine) => void): void {
  afterEach(() => one.clear('test'))
  afterAll(async () => {
    await one.clear('suite')
    await removeFiles()
  })
  tests(one)
}

function describeSilent(one: Engine, silence: string, tests: (engine: Engine) => void): void {
  if (process.env.NUAGES_TEST_ALL_ENGINES === undefined) {
    describe.skip(`${one.name} (${silence})`, () => runTests(one, tests))
  } else {
    it(`${one.name} answers`, () => expect(silence).toBe(''))
  }
}
