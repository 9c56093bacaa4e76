import type { Pool, PoolConnection, PoolOptions } from 'mysql2'
import type { DataSource, ObjectLiteral } from 'typeorm'
import { MysqlDriver as TypeormMysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js'
import type { ColumnType } from 'typeorm/driver/types/ColumnTypes.js'
import type { ReplicationMode } from 'typeorm/driver/types/ReplicationMode.js'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { assertNoBigIntKeys, isBigInteger, toBigInteger } from '../big-integers'
import { isBytes } from '../declared-type'
import { PoolWait } from '../transactions/pool-wait'
import { CLOSE_TIMEOUT, type ServerOptions } from '../server-options'
import { Workload } from '../sqlite/workload'
import { MysqlQueryRunner } from './query-runner'

const MILLISECONDS = 3
const FRACTIONS = ['float', 'double', 'double precision', 'real']

/** TypeORM's driver for MySQL and MariaDB: dates in UTC with milliseconds, and the types of columns that others have too. */
export class MysqlDriver extends TypeormMysqlDriver {
  work = new Workload()
  /** Those that hold a connection. */
  readonly connected = new Set<MysqlQueryRunner>()

  private readonly wait = new PoolWait<PoolConnection>(this.dataSource, (connection) =>
    connection.release()
  )

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

  override async connect(): Promise<void> {
    this.work = new Workload()
    await super.connect()
  }

  /** Refuse new work, wait for what is in flight, then close; what takes too long is cut off. */
  override async disconnect(): Promise<void> {
    await this.work.finish((this.options as ServerOptions).closeTimeout ?? CLOSE_TIMEOUT)
    for (const runner of this.connected) runner.cutOff()
    await super.disconnect()
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

  override obtainMasterConnection(): Promise<PoolConnection> {
    return this.wait.bound(() => super.obtainMasterConnection() as Promise<PoolConnection>)
  }

  override obtainSlaveConnection(): Promise<PoolConnection> {
    return this.isReplicated
      ? this.wait.bound(() => super.obtainSlaveConnection() as Promise<PoolConnection>)
      : this.obtainMasterConnection()
  }

  override normalizeType(column: { readonly type: ColumnType }): string {
    const type: unknown = column.type
    if (type === BigInt) return 'bigint'
    // a blob ends at 64 KB
    return isBytes(type) ? 'longblob' : super.normalizeType(column)
  }

  /** TypeORM writes a number with as many digits as the column has a scale, and a fraction has none: 1.5 became 2. */
  override normalizeDefault(column: ColumnMetadata): string | undefined {
    const { default: value, scale } = column
    const isFraction = FRACTIONS.includes(this.normalizeType(column))
    const isRounded = typeof value === 'number' && isFraction && scale === undefined
    return isRounded ? `'${value}'` : super.normalizeDefault(column)
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
    for (const column of map === undefined ? [] : metadata.columns) {
      const value: unknown = column.getEntityValue(map!)
      if (value === undefined || value === null) continue
      column.setEntityValue(map!, this.prepareHydratedValue(value, column))
    }
    return map
  }

  protected override async createPool(options: object): Promise<unknown> {
    // mysql2 has no such option, and says so
    const { acquireTimeout: _ours, ...known } = options as PoolOptions & ServerOptions
    const pool = (this.mysql as typeof import('mysql2')).createPool(known as object)
    // what the server takes for now, and what it makes of a `timestamp`
    pool.on('connection', (connection) => {
      // where nobody listens an error ends the process; the query that it cut off has it too
      connection.on('error', () => undefined)
      void connection.query("SET time_zone = '+00:00'")
    })
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
