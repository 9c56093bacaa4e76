import type { DataSource } from 'typeorm'
import type { EngineOptions } from '../../database-url'
import { toDataSource } from '../../open-database'
import { SqliteDataSource } from '../../sqlite/data-source'
import { SqliteDriver } from '../../sqlite/driver'
import { engineOf } from '../read-schema'
import { mysqlScratch } from './mysql'
import { postgresScratch } from './postgres'

/** Uses a database that is empty whenever it is asked for, and has the entities of the real one. */
export type WithEmptyDatabase = <T>(use: (scratch: DataSource) => Promise<T>) => Promise<T>

// what a data source does beyond knowing its entities: nothing of it is wanted here
const PLAIN = {
  synchronize: false,
  dropSchema: false,
  migrationsRun: false,
  migrations: [],
  subscribers: [],
  logging: false,
  cache: false
}

/** Use an empty database of the same engine with the same entities; it is removed also where `use` fails. */
export function withScratch<T>(
  database: DataSource,
  use: (scratch: DataSource) => Promise<T>
): Promise<T> {
  return withScratches(database, (withEmpty) => withEmpty(use))
}

/** The same as often as it is wanted: making a database takes longer than emptying it. */
export async function withScratches<T>(
  database: DataSource,
  work: (withEmpty: WithEmptyDatabase) => Promise<T>
): Promise<T> {
  const options = { ...optionsOf(database), ...PLAIN } as EngineOptions
  const engine = engineOf(database)
  if (engine === 'sqlite') {
    return work((use) => using({ ...options, database: ':memory:' } as EngineOptions, use))
  }
  const bare = { ...options, entities: [] } as EngineOptions
  const serve = async (admin: DataSource): Promise<T> => {
    const scratch = engine === 'postgres' ? postgresScratch(admin, bare) : mysqlScratch(admin)
    try {
      return await work(async (use) => {
        await scratch.empty()
        return using(scratch.options(options), use)
      })
    } finally {
      await scratch.drop()
    }
  }
  return database.isInitialized ? serve(database) : using(bare, serve)
}

async function using<T>(
  options: EngineOptions,
  use: (dataSource: DataSource) => Promise<T>
): Promise<T> {
  const dataSource = toDataSource({ database: options })
  await keepOtherFilesOut(dataSource)
  await dataSource.initialize()
  try {
    return await use(dataSource)
  } finally {
    await dataSource.destroy()
  }
}

// an entity of another file has that file attached: here it gets one more database in memory
async function keepOtherFilesOut(dataSource: DataSource): Promise<void> {
  const { driver } = dataSource
  if (!(driver instanceof SqliteDriver)) return
  // protected; the table names that it makes are what names the files
  await (dataSource as unknown as { buildMetadatas(): Promise<void> }).buildMetadatas()
  for (const attached of Object.values(driver.attachedDatabases)) {
    attached.attachFilepathAbsolute = ':memory:'
  }
}

function optionsOf(database: DataSource): EngineOptions {
  const { options } = database
  return database instanceof SqliteDataSource
    ? ({ ...options, type: 'sqlite' } as EngineOptions)
    : options
}
