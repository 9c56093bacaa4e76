import type { PoolConnection } from 'mysql2'
import {
  QueryFailedError,
  QueryResult,
  QueryRunnerAlreadyReleasedError,
  type ObjectLiteral
} from 'typeorm'
import { MysqlQueryRunner as TypeormMysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner.js'
import { NuagesError } from '../../errors'
import { QueryEvents } from '../query-events'
import { StatementQueue } from '../statement-queue'

/** Runs TypeORM's statements on MySQL and MariaDB, one at a time. */
export class MysqlQueryRunner extends TypeormMysqlQueryRunner {
  private readonly statements = new StatementQueue()
  private readonly events = new QueryEvents(this)
  private isEnding = false

  /** Give the connection back; a transaction that is still open is rolled back. */
  override release(): Promise<void> {
    if (this.isReleased || this.isEnding) return Promise.resolve()
    this.isEnding = true
    return this.statements.end(
      () => this.send('ROLLBACK', []),
      () => super.release()
    )
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
    if (this.isReleased || this.isEnding) throw new QueryRunnerAlreadyReleasedError()
    const values = parameters as unknown[]
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

  private async send(sql: string, values: unknown[]): Promise<unknown> {
    const connection = (await this.connect()) as PoolConnection
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
