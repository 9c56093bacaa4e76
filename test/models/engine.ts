import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataSource, MigrationInterface } from 'typeorm'
import { openDatabase } from '../../src/models/open-database'
import { entities } from './entities'

export interface EngineSettings {
  readonly acquireTimeout?: number
  readonly closeTimeout?: number
  readonly migrations?: (new () => MigrationInterface)[]
}

/** A database engine as the conformance suite needs it. */
export interface Engine {
  readonly name: string
  /** Connections in a pool: with one, a transaction makes everyone else wait. */
  readonly connections: number
  /** An empty database with the tables of `entities`. */
  open(settings?: EngineSettings): Promise<DataSource>
  /** Close and remove what was opened. */
  clear(): Promise<void>
}

function sqlite(name: string, connections: number, place: () => Promise<string>): Engine {
  const opened: DataSource[] = []
  return {
    name,
    connections,
    async open(settings) {
      const database = { type: 'sqlite', database: await place(), ...settings } as const
      const dataSource = await openDatabase({ database, entities, synchronize: true })
      opened.push(dataSource)
      return dataSource
    },
    async clear() {
      for (const dataSource of opened.splice(0)) {
        if (dataSource.isInitialized) await dataSource.destroy()
      }
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
  sqlite('an SQLite file', 5, newFile),
  sqlite('SQLite in memory', 1, () => Promise.resolve(':memory:'))
]

/** Run `tests` against every engine. */
export function describeEngines(tests: (engine: Engine) => void): void {
  describe.each(engines)('$name', (engine) => {
    afterEach(() => engine.clear())
    afterAll(removeFiles)
    tests(engine)
  })
}
