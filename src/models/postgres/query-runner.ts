import type { ClientBase, QueryResult as PgResult } from 'pg'
import {
  NamedPlaceholdersNotSupportedError,
  QueryFailedError,
  QueryResult,
  QueryRunnerAlreadyReleasedError,
  type ObjectLiteral
} from 'typeorm'
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js'
import { PostgresQueryRunner as TypeormPostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js'
import type { ReadStream } from 'typeorm/platform/PlatformTools.js'
import type { ReplicationMode } from 'typeorm/driver/types/ReplicationMode.js'
import { NuagesError } from '../../errors'
import { DatabaseClosed } from '../sqlite/errors'
import { assertParameters } from '../parameters'
import { QueryEvents } from '../query-events'
import type { Workload } from '../sqlite/workload'
import { StatementQueue } from '../statement-queue'
import { toUtc } from './utc-client'

/** Runs TypeORM's statements on PostgreSQL, one at a time. */
export class PostgresQueryRunner extends TypeormPostgresQueryRunner {
  private readonly statements: StatementQueue
  private readonly events = new QueryEvents(this)
  /** What ended the connection between two queries. */
  private lost: Error | undefined
  private readonly onLost = (error: Error): void => {
    this.lost = error
  }

  constructor(driver: PostgresDriver & { readonly work: Workload }, mode: ReplicationMode) {
    super(driver, mode)
    this.statements = new StatementQueue(driver.work)
  }

  override async connect(): Promise<ClientBase> {
    if (this.databaseConnection !== undefined) return this.databaseConnection as ClientBase
    const client = (await super.connect()) as ClientBase
    // the first of several that waited for it
    if (!client.listeners('error').includes(this.onLost)) client.on('error', this.onLost)
    return client
  }

  /** Give the connection back; a transaction that is still open is rolled back. */
  override release(): Promise<void> {
    return this.statements.end(
      () => this.send('ROLLBACK', []),
      () => {
        ;(this.databaseConnection as ClientBase | undefined)?.off('error', this.onLost)
        return super.release()
      }
    )
  }

  /** Give the connection up, whatever it does: the database closes. */
  async cutOff(): Promise<void> {
    this.releaseCallback?.(new DatabaseClosed())
    this.releaseCallback = undefined
    await super.release()
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
    // TypeORM releases a runner whose connection is gone
    if (this.lost !== undefined) throw new QueryFailedError(sql, [], this.lost)
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError()
    if (!Array.isArray(parameters)) throw new NamedPlaceholdersNotSupportedError()
    assertParameters(parameters)
    await this.events.asked(sql, parameters)
    const start = Date.now()
    try {
      const answer = await this.statements.run(sql, () => this.send(sql, parameters))
      await this.events.answered(sql, parameters, start, answer)
      const result = toResult(answer)
      return useStructuredResult ? result : (result.raw as unknown)
    } catch (error) {
      throw await this.failure(sql, parameters, error)
    }
  }

  /** The rows of a query, read while they are consumed. */
  override async stream(
    query: string,
    parameters?: unknown[],
    onEnd?: () => void,
    onError?: (error: Error) => void
  ): Promise<ReadStream> {
    this.statements.start()
    const rows = await super.stream(query, toUtc(parameters) as unknown[], undefined, onError)
    // `close` also comes to a stream that nobody reads to its end
    if (onEnd !== undefined) rows.once('close', onEnd)
    return rows
  }

  private async send(sql: string, parameters: unknown[]): Promise<PgResult> {
    const client = await this.connect()
    return client.query(sql, parameters)
  }

  private async failure(sql: string, parameters: unknown[], error: unknown): Promise<unknown> {
    if (!(error instanceof Error) || error instanceof NuagesError) return error
    await this.events.failed(sql, parameters, error)
    return new QueryFailedError(sql, parameters, error)
  }
}

// several statements in one text answer with a list
function toResult(answer: PgResult): QueryResult {
  const result = new QueryResult()
  result.records = answer.rows
  result.affected = answer.rowCount ?? undefined
  const hasCount = answer.command === 'DELETE' || answer.command === 'UPDATE'
  result.raw = hasCount ? [answer.rows, answer.rowCount] : answer.rows
  return result
}
