import type { ClientBase } from 'pg'
import type { DataSource, ObjectLiteral } from 'typeorm'
import { PostgresDriver as TypeormPostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js'
import type { PostgresConnectionCredentialsOptions } from 'typeorm/driver/postgres/PostgresConnectionCredentialsOptions.js'
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js'
import type { ColumnType } from 'typeorm/driver/types/ColumnTypes.js'
import type { ReplicationMode } from 'typeorm/driver/types/ReplicationMode.js'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { assertNoBigIntKeys, isBigInteger, toBigInteger } from '../big-integers'
import { isBytes } from '../declared-type'
import { PoolWait } from '../transactions/pool-wait'
import { CLOSE_TIMEOUT, type ServerOptions } from '../server-options'
import { Workload } from '../sqlite/workload'
import { PostgresQueryRunner } from './query-runner'
import { utcClient } from './utc-client'

type PooledClient = [connection: ClientBase, release: (error?: Error) => void]

/** TypeORM's driver for PostgreSQL: dates in UTC, and the types of columns that SQLite and MySQL have too. */
export class PostgresDriver extends TypeormPostgresDriver {
  work = new Workload()

  private readonly wait = new PoolWait<PooledClient>(this.dataSource, ([, release]) => release())

  constructor(dataSource: DataSource) {
    super(dataSource)
    // as exact as a Date, so that a row is found by what was read from it
    const precision = 3
    Object.assign(this.mappedDataTypes, {
      createDatePrecision: precision,
      updateDatePrecision: precision,
      deleteDatePrecision: precision
    })
  }

  override async connect(): Promise<void> {
    this.work = new Workload()
    await super.connect()
  }

  /** Refuse new work, wait for what is in flight, then close; what takes too long is cut off. */
  override async disconnect(): Promise<void> {
    await this.work.finish((this.options as ServerOptions).closeTimeout ?? CLOSE_TIMEOUT)
    const connected = [...this.connectedQueryRunners] as PostgresQueryRunner[]
    for (const runner of connected) await runner.cutOff()
    await super.disconnect()
  }

  override async afterConnect(): Promise<void> {
    assertNoBigIntKeys(this.dataSource.entityMetadatas)
    await super.afterConnect()
  }

  override createQueryRunner(mode: ReplicationMode): PostgresQueryRunner {
    return new PostgresQueryRunner(this, mode)
  }

  override obtainMasterConnection(): Promise<PooledClient> {
    return this.wait.bound(() => super.obtainMasterConnection() as Promise<PooledClient>)
  }

  override obtainSlaveConnection(): Promise<PooledClient> {
    return this.isReplicated
      ? this.wait.bound(() => super.obtainSlaveConnection() as Promise<PooledClient>)
      : this.obtainMasterConnection()
  }

  override normalizeType(column: { readonly type?: ColumnType }): string {
    const type: unknown = column.type
    if (type === BigInt) return 'bigint'
    return isBytes(type) ? 'bytea' : super.normalizeType(column)
  }

  override prepareHydratedValue(value: unknown, column: ColumnMetadata): unknown {
    const isPlain = isBigInteger(column) && column.transformer === undefined && !column.isArray
    return super.prepareHydratedValue(isPlain ? toBigInteger(value, column) : value, column)
  }

  /** What the database made of inserted rows, in the types of their properties. */
  override createGeneratedMap(
    metadata: EntityMetadata,
    row: ObjectLiteral
  ): ObjectLiteral | undefined {
    const map = super.createGeneratedMap(metadata, row)
    for (const column of map === undefined ? [] : metadata.columns) {
      const value: unknown = column.getEntityValue(map!)
      if (value === undefined || value === null) continue
      column.setEntityValue(map!, this.prepareHydratedValue(value, column))
    }
    return map
  }

  protected override createPool(
    options: PostgresDataSourceOptions,
    credentials: PostgresConnectionCredentialsOptions
  ): Promise<unknown> {
    const extra = { Client: utcClient(this.postgres), ...(options.extra as object | undefined) }
    return super.createPool({ ...options, extra }, credentials)
  }
}
