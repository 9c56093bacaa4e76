import { DataSource } from 'typeorm'
import type { BaseDataSourceOptions } from 'typeorm/data-source/BaseDataSourceOptions.js'
import type { BetterSqlite3DataSourceOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3DataSourceOptions.js'
import type { SqliteDatabaseOptions } from './database'
import { SqliteDriver } from './driver'

/** TypeORM's options, and how to use SQLite. */
export interface SqliteDataSourceOptions
  extends Omit<BaseDataSourceOptions, 'type' | 'poolSize'>, SqliteDatabaseOptions {
  readonly type: 'sqlite'
}

/** A data source on SQLite through a pool of connections. */
export class SqliteDataSource extends DataSource {
  constructor(options: SqliteDataSourceOptions) {
    const { poolSize: _poolSize, ...base } = options
    // TypeORM asks this name whether it talks to SQLite; the empty package keeps it from loading its own driver
    const disguised: BetterSqlite3DataSourceOptions = {
      ...base,
      type: 'better-sqlite3',
      driver: {}
    }
    super(disguised)
    this.driver = new SqliteDriver(this, options)
  }
}
