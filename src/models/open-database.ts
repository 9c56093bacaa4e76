import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DataSource, getMetadataArgsStorage, type LoggerOptions } from 'typeorm'
import { NuagesError } from '../errors'
import { bindModels, type EntityClass } from './bound-models'
import { connect } from './connect'
import { parseDatabaseUrl, type EngineOptions } from './database-url'
import { MysqlDataSource } from './mysql/data-source'
import { PostgresDataSource } from './postgres/data-source'
import { pooledOptions } from './sqlite/better-sqlite3-options'
import { SqliteDataSource } from './sqlite/data-source'
import { synchronizeSchema, type Synchronize } from './synchronize'

/** Which database to open, and how. */
export interface DatabaseOptions {
  /** A URL, options of TypeORM, or a data source. Default: `DATABASE_URL`, else `sqlite:db.sqlite3`. */
  readonly database?: string | EngineOptions | DataSource
  /** Classes, or a folder or glob pattern of files that export them. Default: every class that was decorated so far. */
  readonly entities?: readonly EntityClass[] | string
  /**
   * Make the tables fit the entities, outside production and where no data is lost by it; `'force'` everywhere,
   * whatever is lost. Default `false`: migrations do it.
   */
  readonly synchronize?: Synchronize
  /** Default: `NODE_ENV` is not `production`. */
  readonly development?: boolean
  readonly logging?: LoggerOptions
  /** Connections at most. */
  readonly poolSize?: number
}

/** Open a database, and let its entities query it. Close it with `destroy()`. */
export async function openDatabase(options: DatabaseOptions = {}): Promise<DataSource> {
  const dataSource = toDataSource(options)
  const isOpenedHere = !dataSource.isInitialized
  if (isOpenedHere) await connect(dataSource)
  try {
    await synchronizeSchema(dataSource, options)
  } catch (error) {
    if (isOpenedHere) await dataSource.destroy()
    throw error
  }
  bindModels(dataSource)
  return dataSource
}

/** The data source that options describe, not opened yet unless it was handed over open. */
export function toDataSource(options: DatabaseOptions): DataSource {
  const { database = process.env.DATABASE_URL ?? 'sqlite:db.sqlite3', logging, poolSize } = options
  if (database instanceof DataSource) return database
  const engine = typeof database === 'string' ? parseDatabaseUrl(database) : database
  const chosen = {
    ...engine,
    entities:
      options.entities === undefined
        ? (engine.entities ?? decorated())
        : entitiesOf(options.entities),
    ...(logging === undefined ? {} : { logging }),
    ...(poolSize === undefined ? {} : { poolSize })
  } as EngineOptions
  return withDriver(() => newDataSource(chosen))
}

function newDataSource(options: EngineOptions): DataSource {
  switch (options.type) {
    case 'sqlite':
      return new SqliteDataSource(options)
    case 'better-sqlite3':
      return new SqliteDataSource(pooledOptions(options))
    case 'postgres':
      return new PostgresDataSource(options)
    case 'mysql':
    case 'mariadb':
      return new MysqlDataSource(options)
    default:
      return new DataSource(options)
  }
}

function decorated(): EntityClass[] {
  const targets = getMetadataArgsStorage().tables.map(({ target }) => target)
  return targets.filter((target) => typeof target === 'function') as unknown as EntityClass[]
}

function entitiesOf(entities: readonly EntityClass[] | string): (EntityClass | string)[] {
  if (typeof entities !== 'string') return [...entities]
  if (existsSync(entities)) return [join(entities, '**', '*.{js,cjs,mjs,ts,cts,mts}')]
  if (/[*?{[(]/.test(entities)) return [entities]
  throw new NuagesError(
    'MODEL_NO_SUCH_FOLDER',
    `There is no folder ${entities}, where entities are looked for.`,
    'Give an absolute path, such as `join(__dirname, "models")`, or the classes.'
  )
}

function withDriver(create: () => DataSource): DataSource {
  try {
    return create()
  } catch (cause) {
    const [, name] = (cause instanceof Error && /npm install ([\w@/-]+)/.exec(cause.message)) || []
    if (name === undefined) throw cause
    throw new NuagesError(
      'MODEL_DRIVER_MISSING',
      `The package ${name}, which this database needs, is not installed.`,
      `Run \`npm install ${name}\`.`,
      { cause }
    )
  }
}
