import type { DataSource } from 'typeorm'
import type { EngineOptions } from '../../database-url'
import { toDataSource } from '../../open-database'
import { SqliteDataSource } from '../../sqlite/data-source'
import { engineOf } from '../read-schema'
import { mysqlScratch } from './mysql'
import { postgresScratch } from './postgres'
import type { ScratchDatabase } from './scratch-database'

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
export async function withScratch<T>(
  database: DataSource,
  use: (scratch: DataSource) => Promise<T>
): Promise<T> {
  const options = optionsOf(database)
  if (engineOf(database) === 'sqlite') {
    return using({ ...options, ...PLAIN, database: ':memory:' } as EngineOptions, use)
  }
  const admin = database.isInitialized
    ? database
    : toDataSource({ database: { ...options, ...PLAIN, entities: [] } as EngineOptions })
  if (!database.isInitialized) await admin.initialize()
  try {
    const scratch: ScratchDatabase =
      engineOf(database) === 'postgres' ? postgresScratch(admin) : mysqlScratch(admin)
    await scratch.create({ ...options, ...PLAIN, entities: [] } as EngineOptions)
    try {
      return await using({ ...scratch.options(options), ...PLAIN } as EngineOptions, use)
    } finally {
      await scratch.drop()
    }
  } finally {
    if (!database.isInitialized) await admin.destroy()
  }
}

async function using<T>(
  options: EngineOptions,
  use: (scratch: DataSource) => Promise<T>
): Promise<T> {
  const scratch = toDataSource({ database: options })
  await scratch.initialize()
  try {
    return await use(scratch)
  } finally {
    await scratch.destroy()
  }
}

function optionsOf(database: DataSource): EngineOptions {
  const { options } = database
  return database instanceof SqliteDataSource
    ? ({ ...options, type: 'sqlite' } as EngineOptions)
    : options
}
