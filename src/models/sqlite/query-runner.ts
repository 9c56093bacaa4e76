import { Readable } from 'node:stream'
import {
  NamedPlaceholdersNotSupportedError,
  QueryResult,
  QueryRunnerAlreadyReleasedError,
  type ObjectLiteral
} from 'typeorm'
import type { AbstractSqliteDriver } from 'typeorm/driver/sqlite-abstract/AbstractSqliteDriver.js'
import { AbstractSqliteQueryRunner } from 'typeorm/driver/sqlite-abstract/AbstractSqliteQueryRunner.js'
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel.js'
import type { ReadStream } from 'typeorm/platform/PlatformTools.js'
import { Broadcaster } from 'typeorm/subscriber/Broadcaster.js'
import { QueryEvents } from '../query-events'
import { SqliteError } from './connection'
import type { SqliteDatabase } from './database'
import { toFailure } from './read'
import { Session, type Answer } from './session'

// takes the lock for writing at once: a transaction that reads first could not get it later without failing
const BEGIN = 'BEGIN IMMEDIATE'

/** Runs TypeORM's statements, one at a time; holds a connection only inside a transaction. */
export class SqliteQueryRunner extends AbstractSqliteQueryRunner {
  private readonly session: Session
  private readonly events = new QueryEvents(this)

  constructor(
    driver: AbstractSqliteDriver,
    private readonly engine: SqliteDatabase
  ) {
    super()
    this.driver = driver
    this.dataSource = driver.dataSource
    this.broadcaster = new Broadcaster(this)
    this.session = new Session(engine)
  }

  /** Does nothing: a connection is taken when there is something to run, and kept while it has to be the same one. */
  override connect(): Promise<void> {
    return Promise.resolve()
  }

  override async release(): Promise<void> {
    if (this.isReleased) return
    this.isReleased = true
    await this.session.end()
    await super.release()
  }

  override async startTransaction(isolationLevel?: IsolationLevel): Promise<void> {
    try {
      await super.startTransaction(isolationLevel)
    } catch (error) {
      if (this.transactionDepth === 0) this.isTransactionActive = false
      throw error
    }
  }

  override async beforeMigration(): Promise<void> {
    await this.session.suspendForeignKeys()
  }

  override async afterMigration(): Promise<void> {
    await this.session.restoreForeignKeys()
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
    query: string,
    parameters: unknown[] | ObjectLiteral = [],
    useStructuredResult = false
  ): Promise<unknown> {
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError()
    if (!Array.isArray(parameters)) throw new NamedPlaceholdersNotSupportedError()
    const sql = query === 'BEGIN TRANSACTION' ? BEGIN : query
    await this.events.asked(sql, parameters)
    const start = Date.now()
    try {
      const result = toResult(await this.session.execute(sql, parameters))
      await this.events.answered(sql, parameters, start, result.raw)
      return useStructuredResult ? result : result.raw
    } catch (error) {
      throw await this.failure(sql, parameters, error)
    }
  }

  /** The rows of a query, read while they are consumed. */
  override stream(
    query: string,
    parameters: unknown[] = [],
    onEnd?: () => void,
    onError?: (error: Error) => void
  ): Promise<ReadStream> {
    if (this.isReleased) return Promise.reject(new QueryRunnerAlreadyReleasedError())
    this.dataSource.logger.logQuery(query, parameters, this)
    const rows = Readable.from(this.session.iterate(query, parameters))
    // `close` also comes to a stream that nobody reads to its end
    if (onEnd !== undefined) rows.once('close', onEnd)
    if (onError !== undefined) rows.once('error', onError)
    // TypeORM's type is that of a file; what every driver returns is a stream of rows
    return Promise.resolve(rows as ReadStream)
  }

  private async failure(sql: string, parameters: unknown[], error: unknown): Promise<unknown> {
    if (!(error instanceof SqliteError)) return error
    await this.events.failed(sql, parameters, error)
    return toFailure(error, sql, parameters, this.engine.busyTimeout)
  }
}

function toResult({ rows, change, kind }: Answer): QueryResult {
  const result = new QueryResult()
  if (change === undefined) {
    result.raw = result.records = [...rows!]
    if (kind.writes) result.affected = rows!.length
  } else {
    result.raw = kind.isInsert ? change.lastId : change.affected
    result.affected = change.affected
  }
  return result
}
