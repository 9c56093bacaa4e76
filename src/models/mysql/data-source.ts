import { DataSource } from 'typeorm'
import type { MysqlDataSourceOptions } from 'typeorm/driver/mysql/MysqlDataSourceOptions.js'
import { MysqlDriver } from './driver'

/** A data source on MySQL or MariaDB. */
export class MysqlDataSource extends DataSource {
  constructor(options: MysqlDataSourceOptions) {
    // a day has no time zone, and a Date of it would be another day west of Greenwich
    super({ timezone: 'Z', dateStrings: ['DATE'], ...options })
    this.driver = new MysqlDriver(this)
  }
}
