import type * as sqlite3 from 'sqlite3'
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

type NativeError = Error & { readonly code?: string; readonly errno?: number }

interface Prepared {
  readonly statement: sqlite3.Statement
  /** Whether values of an earlier call are still bound to it. */
  isBound: boolean
}

// what no later statement on the same handle gets over
const FATAL = new Set(['SQLITE_MISUSE', 'SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR'])

/** A connection by the `sqlite3` package; each call runs on a thread of libuv's pool. */
export class Sqlite3Connection implements SqliteConnection {
  isBroken = false
  private readonly prepared: StatementCache<Prepared>
  private readonly iterations = new Set<sqlite3.Statement>()
  private closing: Promise<void> | undefined

  private constructor(
    private readonly database: sqlite3.Database,
    statementCacheSize: number
  ) {
    this.prepared = new StatementCache(statementCacheSize, ({ statement }) => statement.finalize())
  }

  static open({
    file,
    busyTimeout,
    statementCacheSize
  }: ConnectionOptions): Promise<SqliteConnection> {
    const { Database } = loadPackage<typeof sqlite3>('sqlite3')
    return new Promise((resolve, reject) => {
      const database = new Database(file, (error) => {
        if (error !== null) return reject(toSqliteError(error))
        database.configure('busyTimeout', busyTimeout)
        resolve(new Sqlite3Connection(database, statementCacheSize))
      })
    })
  }

  read(
    sql: string,
    parameters: readonly SqliteValue[],
    onRows: (rows: Row[]) => void,
    onError: (error: unknown) => void
  ): void {
    const done = (error: Error | null, rows: Row[]): void =>
      error === null ? onRows(rows) : onError(this.noted(error))
    const prepared = this.prepare(sql, (error) => done(error, []))
    if (prepared === undefined) this.database.all(sql, parameters, done)
    else prepared.statement.all(bound(prepared, parameters), done)
  }

  all(sql: string, parameters: readonly SqliteValue[]): Promise<Row[]> {
    return new Promise((resolve, reject) => this.read(sql, parameters, resolve, reject))
  }

  run(sql: string, parameters: readonly SqliteValue[]): Promise<Change> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => reject(this.noted(error))
      const done = function (this: sqlite3.RunResult, error: Error | null): void {
        if (error !== null) return fail(error)
        resolve({ affected: this.changes, lastId: this.lastID })
      }
      const prepared = this.prepare(sql, fail)
      if (prepared === undefined) this.database.run(sql, parameters, done)
      else prepared.statement.run(bound(prepared, parameters), done)
    })
  }

  async *iterate(sql: string, parameters: readonly SqliteValue[]): AsyncGenerator<Row> {
    const statement = await this.prepareAlone(sql)
    this.iterations.add(statement)
    try {
      let row = await this.step(statement, parameters)
      while (row !== undefined) {
        yield row
        row = await this.step(statement, [])
      }
    } finally {
      if (this.iterations.delete(statement)) statement.finalize()
    }
  }

  exec(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.database.exec(sql, (error) => (error === null ? resolve() : reject(this.noted(error))))
    })
  }

  closeIterations(): void {
    for (const statement of this.iterations) statement.finalize()
    this.iterations.clear()
  }

  interrupt(): void {
    if (this.closing === undefined) this.database.interrupt()
  }

  close(): Promise<void> {
    return (this.closing ??= new Promise((resolve, reject) => {
      this.isBroken = true
      this.closeIterations()
      this.prepared.clear()
      this.database.close((error) => (error === null ? resolve() : reject(toSqliteError(error))))
    }))
  }

  /** The prepared statement of `sql`; its first call waits inside the package until it is ready. */
  private prepare(sql: string, onError: (error: Error) => void): Prepared | undefined {
    const known = this.prepared.get(sql)
    if (known !== undefined) return known
    if (!kindOf(sql).isReusable || this.closing !== undefined) return undefined
    const statement = this.database.prepare(sql, (error: Error | null) => {
      if (error === null) return
      // the package has finalised it, and drops the calls that wait for it
      this.prepared.forget(sql)
      onError(error)
    })
    const prepared = { statement, isBound: false }
    this.prepared.add(sql, prepared)
    return prepared
  }

  private prepareAlone(sql: string): Promise<sqlite3.Statement> {
    return new Promise((resolve, reject) => {
      const statement = this.database.prepare(sql, (error: Error | null) =>
        error === null ? resolve(statement) : reject(this.noted(error))
      )
    })
  }

  private step(
    statement: sqlite3.Statement,
    parameters: readonly SqliteValue[]
  ): Promise<Row | undefined> {
    return new Promise((resolve, reject) => {
      if (!this.iterations.has(statement)) return reject(new TransactionEnded())
      // without parameters `get` goes on to the next row
      statement.get<Row>(parameters, (error, row) => {
        if (error === null) resolve(row)
        else reject(this.iterations.has(statement) ? this.noted(error) : new TransactionEnded())
      })
    })
  }

  private noted(error: NativeError): SqliteError {
    const known = toSqliteError(error)
    if (FATAL.has(known.code)) this.isBroken = true
    return known
  }
}

// the package's errors have no stack, and under Jest they are no instances of Error
function toSqliteError({ message, code = 'SQLITE_ERROR', errno }: NativeError): SqliteError {
  return new SqliteError(message, code, errno)
}

// without parameters the package keeps those of the last call, which may be another user's
function bound(prepared: Prepared, parameters: readonly SqliteValue[]): readonly unknown[] {
  const isLeftOver = parameters.length === 0 && prepared.isBound
  prepared.isBound = parameters.length > 0
  return isLeftOver ? [undefined] : parameters
}
