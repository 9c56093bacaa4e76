import type { BetterSqlite3DataSourceOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3DataSourceOptions.js'
import { NuagesError } from '../../errors'
import type { SqliteDataSourceOptions } from './data-source'

// what is said to the one connection that TypeORM's own driver has
const FOR_ONE_CONNECTION = [
  'driver',
  'nativeBinding',
  'prepareDatabase',
  'key',
  'readonly',
  'fileMustExist',
  'verbose'
] as const

/** TypeORM's options for better-sqlite3, for the pool that runs it here. */
export function pooledOptions(options: BetterSqlite3DataSourceOptions): SqliteDataSourceOptions {
  const name = FOR_ONE_CONNECTION.find((one) => options[one] !== undefined)
  if (name !== undefined) throw unsupported(name)
  const { timeout, enableWAL: _always, ...rest } = options
  return {
    ...rest,
    type: 'sqlite',
    package: 'better-sqlite3',
    ...(timeout === undefined ? {} : { busyTimeout: timeout })
  }
}

function unsupported(name: string): NuagesError {
  return new NuagesError(
    'MODEL_UNSUPPORTED_OPTION',
    `The option "${name}" of better-sqlite3 is for a single connection, and this database has a pool of them.`,
    'Leave it out, or pass `new DataSource({ … })`, whose driver is TypeORM’s own.'
  )
}
