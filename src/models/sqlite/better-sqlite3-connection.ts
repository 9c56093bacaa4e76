import { setTimeout as sleep } from 'node:timers/promises'
import type BetterSqlite3 from 'better-sqlite3'
import {
  SqliteError,
  type Change,
  type ConnectionOptions,
  type Row,
  type SqliteConnection,
  type SqliteValue
} from './connection'
import { TransactionEnded } from './errors'
import { loadPackage } from './load-package'
import { StatementCache } from './statement-cache'
import { kindOf } from './statement-kind'

type Statement = BetterSqlite3.Statement<unknown[], Row>

const FATAL = new Set(['SQLITE_MISUSE', 'SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR'])
// what the package finds out without asking SQLite
const FOUND_BY_PACKAGE: readonly (readonly [RegExp, string, string])[] = [
  [/connection is not open/, 'SQLITE_MISUSE', 'Database is closed'],
  [/parameter values/, 'SQLITE_RANGE', 'column index out of range']
]
const LONGEST_PAUSE = 25

/** A connection by the `better-sqlite3` package, which does all its work on the main thread, and at once. */
export class BetterSqlite3Connection implements SqliteConnection {
  isBroken = false
  private readonly prepared: StatementCache<Statement>
  private readonly iterations = new Set<IterableIterator<Row>>()

  private constructor(
    private readonly database: BetterSqlite3.Database,
    private readonly options: ConnectionOptions
  ) {
    // a statement that nobody refers to is finalised by the garbage collector
    this.prepared = new StatementCache(options.statementCacheSize, () => undefined)
  }

  static open(options: ConnectionOptions): Promise<SqliteConnection> {
    const Database = loadPackage<typeof BetterSqlite3>('better-sqlite3')
    try {
      // SQLite itself would wait with the main thread in its hand
      const database = new Database(options.file, { timeout: 0 })
      // else one that streams could run nothing else
      database.unsafeMode(true)
      return Promise.resolve(new BetterSqlite3Connection(database, options))
    } catch (error) {
      return Promise.reject(toSqliteError(error))
    }
  }

  read(
    sql: string,
    parameters: readonly SqliteValue[],
    onRows: (rows: Row[]) => void,
    onError: (error: unknown) => void
  ): void {
    this.all(sql, parameters).then(onRows, onError)
  }

  all(sql: string, parameters: readonly SqliteValue[]): Promise<Row[]> {
    return this.attempt(() => {
      const statement = this.prepare(sql)
      if (statement.reader) return statement.all(toBound(parameters))
      statement.run(toBound(parameters))
      return []
    })
  }

  run(sql: string, parameters: readonly SqliteValue[]): Promise<Change> {
    return this.attempt(() => {
      const { changes, lastInsertRowid } = this.prepare(sql).run(toBound(parameters))
      return { affected: changes, lastId: Number(lastInsertRowid) }
    })
  }

  async *iterate(sql: string, parameters: readonly SqliteValue[]): AsyncGenerator<Row> {
    const rows = await this.attempt(() =>
      this.database.prepare<unknown[], Row>(sql).iterate(toBound(parameters))
    )
    this.iterations.add(rows)
    try {
      for (;;) {
        const { done, value } = await this.attempt(() => this.step(rows))
        if (done === true) return
        yield value
      }
    } finally {
      if (this.iterations.delete(rows)) rows.return?.()
    }
  }

  exec(sql: string): Promise<void> {
    return this.attempt(() => void this.database.exec(sql))
  }

  closeIterations(): void {
    for (const rows of this.iterations) rows.return?.()
    this.iterations.clear()
  }

  /** Does nothing: a statement that runs leaves nobody the time to ask. */
  interrupt(): void {
    return
  }

  close(): Promise<void> {
    this.isBroken = true
    this.closeIterations()
    this.prepared.clear()
    this.database.close()
    return Promise.resolve()
  }

  private prepare(sql: string): Statement {
    const known = this.prepared.get(sql)
    if (known !== undefined) return known
    const statement = this.database.prepare<unknown[], Row>(sql)
    if (kindOf(sql).isReusable) this.prepared.add(sql, statement)
    return statement
  }

  private step(rows: IterableIterator<Row>): IteratorResult<Row, unknown> {
    if (!this.iterations.has(rows)) throw new TransactionEnded()
    return rows.next()
  }

  /** Do `work`, again and again while another process writes. */
  private async attempt<T>(work: () => T): Promise<T> {
    let deadline: number | undefined
    for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        return work()
      } catch (error) {
        deadline ??= Date.now() + this.options.busyTimeout
        if (!isBusy(error) || Date.now() + pause > deadline) throw this.noted(error)
      }
      await sleep(pause)
    }
  }

  private noted(error: unknown): unknown {
    if (error instanceof TransactionEnded) return error
    const known = toSqliteError(error)
    if (FATAL.has(known.code)) this.isBroken = true
    return known
  }
}

// a snapshot that is out of date stays so, however long one waits
function isBusy(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  return code.startsWith('SQLITE_BUSY') && code !== 'SQLITE_BUSY_SNAPSHOT'
}

/** With the codes of the `sqlite3` package: `SQLITE_CONSTRAINT_UNIQUE` is a kind of `SQLITE_CONSTRAINT`. */
function toSqliteError(error: unknown): SqliteError {
  const { message, code = 'SQLITE_ERROR' } = error as Error & { readonly code?: string }
  const [primary] = /^SQLITE_[A-Z]+/.exec(code) ?? [code]
  const known = FOUND_BY_PACKAGE.find(([pattern]) => pattern.test(message))
  const [, actual, text] = known ?? [undefined, primary, message]
  return new SqliteError(`${actual}: ${text}`, actual, undefined)
}

// the package binds every number as a floating-point number, which would make text of 5.0
function toBound(parameters: readonly SqliteValue[]): unknown[] {
  return parameters.map((value) => (Number.isSafeInteger(value) ? BigInt(value as number) : value))
}
