import type { Pool, PoolConnection } from 'mysql2'
import type { DataSource, ObjectLiteral } from 'typeorm'
import { MysqlDriver as TypeormMysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js'
import type { ColumnType } from 'typeorm/driver/types/ColumnTypes.js'
import type { ReplicationMode } from 'typeorm/driver/types/ReplicationMode.js'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { assertNoBigIntKeys, isBigInteger, toBigInteger } from '../big-integers'
import { isBytes } from '../declared-type'
import { MysqlQueryRunner } from './query-runner'

const MILLISECONDS = 3

/** TypeORM's driver for MySQL and MariaDB: dates in UTC with milliseconds, and the types of columns that others have too. */
export class MysqlDriver extends TypeormMysqlDriver {
  constructor(dataSource: DataSource) {
    super(dataSource)
    // as exact as a Date, so that a row is found by what was read from it
    Object.assign(this.mappedDataTypes, {
      createDatePrecision: MILLISECONDS,
      createDateDefault: `CURRENT_TIMESTAMP(${MILLISECONDS})`,
      updateDatePrecision: MILLISECONDS,
      updateDateDefault: `CURRENT_TIMESTAMP(${MILLISECONDS})`,
      deleteDatePrecision: MILLISECONDS
    })
  }

  override async afterConnect(): Promise<void> {
    const { entityMetadatas } = this.dataSource
    assertNoBigIntKeys(entityMetadatas)
    // without a precision MySQL keeps whole seconds
    for (const column of entityMetadatas.flatMap(({ columns }) => columns)) {
      const isMoment = ['datetime', 'timestamp'].includes(this.normalizeType(column))
      if (isMoment && column.precision === undefined) column.precision = MILLISECONDS
    }
    await super.afterConnect()
  }

  override createQueryRunner(mode: ReplicationMode): MysqlQueryRunner {
    return new MysqlQueryRunner(this, mode)
  }

  override normalizeType(column: { readonly type: ColumnType }): string {
    const type: unknown = column.type
    if (type === BigInt) return 'bigint'
    // a blob ends at 64 KB
    return isBytes(type) ? 'longblob' : super.normalizeType(column)
  }

  override prepareHydratedValue(value: unknown, column: ColumnMetadata): unknown {
    const isPlain = isBigInteger(column) && column.transformer === undefined
    return super.prepareHydratedValue(isPlain ? toBigInteger(value, column) : value, column)
  }

  /** What the database made of inserted rows, in the types of their properties. */
  override createGeneratedMap(
    metadata: EntityMetadata,
    result: unknown,
    index: number
  ): ObjectLiteral | undefined {
    const map = super.createGeneratedMap(metadata, result, index)
    for (const column of map === undefined ? [] : metadata.columns.filter(isBigInteger)) {
      const value: unknown = column.getEntityValue(map!)
      if (value !== undefined) column.setEntityValue(map!, toBigInteger(value, column))
    }
    return map
  }

  protected override async createPool(options: unknown): Promise<unknown> {
    const pool = (this.mysql as typeof import('mysql2')).createPool(options as object)
    // what the server takes for now, and what it makes of a `timestamp`
    pool.on('connection', (connection) => void connection.query("SET time_zone = '+00:00'"))
    const version = await this.firstAnswer(pool)
    // whatever the URL says: TypeORM uses RETURNING and the type `uuid` on MariaDB alone
    if (version.includes('MariaDB')) Object.assign(this.options, { type: 'mariadb' })
    return pool
  }

  /** Connect once, so that a mistake shows now, and ask what answers. */
  private firstAnswer(pool: Pool): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => pool.end(() => reject(error))
      pool.getConnection((error: Error | null, connection: PoolConnection) => {
        if (error !== null) return fail(error)
        connection.query('SELECT VERSION() AS version', (failure, rows) => {
          connection.release()
          if (failure !== null) return fail(failure)
          resolve((rows as { version: string }[])[0]!.version)
        })
      })
    })
  }
}
