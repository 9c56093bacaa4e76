import { DataSource } from 'typeorm'
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js'
import { PostgresDriver } from './driver'

/** A data source on PostgreSQL. */
export class PostgresDataSource extends DataSource {
  constructor(options: PostgresDataSourceOptions) {
    // every PostgreSQL that is still maintained has gen_random_uuid() built in
    super({ uuidExtension: 'pgcrypto', ...options })
    this.driver = new PostgresDriver(this)
  }
}
