import type { PoolConnection } from 'mysql2'
import {
  QueryFailedError,
  QueryResult,
  QueryRunnerAlreadyReleasedError,
  type ObjectLiteral
} from 'typeorm'
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js'
import { MysqlQueryRunner as TypeormMysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner.js'
import type { ReplicationMode } from 'typeorm/driver/types/ReplicationMode.js'
import type { ReadStream } from 'typeorm/platform/PlatformTools.js'
import { NuagesError } from '../../errors'
import { assertParameters } from '../parameters'
import { QueryEvents } from '../query-events'
import type { Workload } from '../sqlite/workload'
import { StatementQueue } from '../statement-queue'

interface PooledDriver extends MysqlDriver {
  readonly work: Workload
  /** Those that hold a connection. */
  readonly connected: Set<MysqlQueryRunner>
}

/** Runs TypeORM's statements on MySQL and MariaDB, one at a time. */
export class MysqlQueryRunner extends TypeormMysqlQueryRunner {
  declare driver: PooledDriver
  private readonly statements: StatementQueue
  private readonly events = new QueryEvents(this)

  constructor(driver: PooledDriver, mode: ReplicationMode) {
    super(driver, mode)
    this.statements = new StatementQueue(driver.work)
  }

  override async connect(): Promise<PoolConnection> {
    const connection = (await super.connect()) as PoolConnection
    this.driver.connected.add(this)
    return connection
  }

  /** Give the connection back; a transaction that is still open is rolled back. */
  override release(): Promise<void> {
    return this.statements.end(
      () => this.send('ROLLBACK', []),
      () => {
        this.driver.connected.delete(this)
        return super.release()
      }
    )
  }

  /** Give the connection up, whatever it does: the database closes. */
  cutOff(): void {
    this.isReleased = true
    ;(this.databaseConnection as PoolConnection | undefined)?.destroy()
  }

  override query(
    query: string,
    parameters: unknown[] | ObjectLiteral | undefined,
    useStructuredResult: true
  ): Promise<QueryResult>
  override query(
    query: string,
    parameters?: unknown[] | ObjectLiteral,
    useStructuredResult?: boolean
  ): Promise<unknown>
  override async query(
    sql: string,
    parameters: unknown[] | ObjectLiteral = [],
    useStructuredResult = false
  ): Promise<unknown> {
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError()
    const values = parameters as unknown[]
    assertParameters(values)
    await this.events.asked(sql, values)
    const start = Date.now()
    try {
      const answer = await this.statements.run(sql, () => this.send(sql, values))
      await this.events.answered(sql, values, start, answer)
      return useStructuredResult ? toResult(answer) : answer
    } catch (error) {
      throw await this.failure(sql, values, error)
    }
  }

  override async stream(
    query: string,
    parameters?: unknown[],
    onEnd?: () => void,
    onError?: (error: Error) => void
  ): Promise<ReadStream> {
    this.statements.start()
    return super.stream(query, parameters, onEnd, onError)
  }

  private async send(sql: string, values: unknown[]): Promise<unknown> {
    const connection = await this.connect()
    const { enableQueryTimeout, maxQueryExecutionTime } = this.driver.options
    const timeout = enableQueryTimeout === true ? maxQueryExecutionTime : undefined
    const [answer] = await connection.promise().query({ sql, values, timeout })
    return answer
  }

  private async failure(sql: string, values: unknown[], error: unknown): Promise<unknown> {
    if (!(error instanceof Error) || error instanceof NuagesError) return error
    await this.events.failed(sql, values, error)
    return new QueryFailedError(sql, values, error)
  }
}

function toResult(raw: unknown): QueryResult {
  const result = new QueryResult()
  result.raw = raw
  if (Array.isArray(raw)) result.records = raw
  else result.affected = (raw as { readonly affectedRows?: number }).affectedRows
  return result
}
