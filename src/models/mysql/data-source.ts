import { DataSource } from 'typeorm'
import type { MysqlDataSourceOptions } from 'typeorm/driver/mysql/MysqlDataSourceOptions.js'
import { MysqlDriver } from './driver'

/** A data source on MySQL or MariaDB. */
export class MysqlDataSource extends DataSource {
  constructor(options: MysqlDataSourceOptions) {
    super({ timezone: 'Z', ...options })
    this.driver = new MysqlDriver(this)
  }
}
