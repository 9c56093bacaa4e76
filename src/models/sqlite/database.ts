import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NuagesError } from '../../errors'
import { PoolTimeout } from '../transactions/errors'
import { BetterSqlite3Connection } from './better-sqlite3-connection'
import { SqliteError, type OpenConnection, type SqliteConnection } from './connection'
import { ConnectionPool } from './connection-pool'
import { CannotOpenDatabase, WriteTimeout } from './errors'
import { LoneWrites } from './lone-writes'
import { Sqlite3Connection } from './sqlite3-connection'
import { Workload } from './workload'

export interface SqliteDatabaseOptions {
  /** A path, or `:memory:`. */
  readonly database: string
  /** Which package speaks to SQLite. Default `sqlite3`. */
  readonly package?: 'sqlite3' | 'better-sqlite3'
  /** Connections at most: one to write, the others to read. Default 7, which keeps libuv's threads busy; in memory 1. */
  readonly poolSize?: number
  /** Milliseconds to wait for a connection. Default 10,000. */
  readonly acquireTimeout?: number
  /** Milliseconds to wait for another process that writes. Default 5,000. */
  readonly busyTimeout?: number
  /** Milliseconds that closing waits for work in flight. Default 5,000. */
  readonly closeTimeout?: number
  /** Prepared statements kept per connection. Default 200. */
  readonly statementCacheSize?: number
}

/** A second database file, known by `name` on every connection. */
export interface Attachment {
  readonly file: string
  readonly name: string
}

const PACKAGES: Readonly<Record<'sqlite3' | 'better-sqlite3', OpenConnection>> = {
  sqlite3: Sqlite3Connection.open,
  'better-sqlite3': BetterSqlite3Connection.open
}

type Pool = ConnectionPool<SqliteConnection>

const MEMORY_SETTINGS = 'PRAGMA foreign_keys = ON'
// with WAL readers never wait for the writer; NORMAL is safe with it and syncs once per checkpoint
const FILE_SETTINGS = `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${MEMORY_SETTINGS}`

/** An SQLite database: its connections, and the work that uses them. */
export class SqliteDatabase {
  readonly readers: Pool
  /**
   * The connection that writes. SQLite has one writer at a time: a second one would wait inside SQLite, on one of the
   * few threads that the first one needs to finish; here it waits without a thread. With one connection in all this
   * is the pool of readers.
   */
  readonly writers: Pool
  readonly loneWrites: LoneWrites
  readonly work = new Workload()
  readonly busyTimeout: number
  private readonly isInMemory: boolean
  private readonly attachments: Attachment[] = []

  constructor(
    private readonly options: SqliteDatabaseOptions,
    private readonly openWith: OpenConnection = PACKAGES[options.package ?? 'sqlite3'],
    /** Who is known to hold connections, for errors: a sentence, or nothing. */
    holders: () => string = () => ''
  ) {
    const { database, poolSize = 7, acquireTimeout: timeout = 10_000 } = options
    this.busyTimeout = options.busyTimeout ?? 5_000
    this.isInMemory = database === ':memory:' || database === ''
    const readers = this.isInMemory ? 1 : Math.max(1, poolSize - 1)
    const which = readers === 1 ? undefined : ' that read'
    this.readers = this.pool(
      readers,
      timeout,
      (waiting) =>
        new PoolTimeout({
          size: readers,
          which,
          milliseconds: timeout,
          waiting,
          holders: holders()
        })
    )
    this.writers =
      this.isInMemory || poolSize === 1
        ? this.readers
        : this.pool(
            1,
            timeout,
            () => new WriteTimeout('transaction', timeout, { holders: holders() })
          )
    this.loneWrites = new LoneWrites(this.writers)
  }

  /** Open the first connection, so that a mistake shows now. */
  async open(): Promise<void> {
    const { database } = this.options
    try {
      if (!this.isInMemory) await mkdir(dirname(resolve(database)), { recursive: true })
      this.writers.release(await this.writers.acquire())
    } catch (error) {
      throw error instanceof NuagesError ? error : new CannotOpenDatabase(database, error)
    }
  }

  /** Attach further files, to the connection that is open and to those that will be. */
  async attach(attachments: readonly Attachment[]): Promise<void> {
    this.attachments.push(...attachments)
    const connection = await this.writers.acquire()
    try {
      for (const { file } of attachments) await mkdir(dirname(file), { recursive: true })
      await connection.exec(attachText(attachments))
    } finally {
      this.writers.release(connection)
    }
  }

  /** Take a connection back whose settings were changed. */
  async renew(pool: Pool, connection: SqliteConnection): Promise<void> {
    // a database in memory is gone with its connection
    if (!this.isInMemory) return pool.discard(connection)
    await connection.exec(MEMORY_SETTINGS).catch(() => undefined)
    pool.release(connection)
  }

  /** Refuse new work, wait for what is in flight, then close; what takes too long is cut off. */
  async close(): Promise<void> {
    await this.work.finish(this.options.closeTimeout ?? 5_000)
    await Promise.all([...new Set([this.readers, this.writers])].map((pool) => pool.close()))
  }

  private pool(size: number, timeout: number, timeoutError: (waiting: number) => Error): Pool {
    return new ConnectionPool(() => this.connect(), { size, timeout, timeoutError })
  }

  private async connect(): Promise<SqliteConnection> {
    const { database: file, statementCacheSize = 200 } = this.options
    const { busyTimeout } = this
    const connection = await this.openWith({ file, busyTimeout, statementCacheSize })
    const settings = this.isInMemory ? MEMORY_SETTINGS : FILE_SETTINGS
    const text = [attachText(this.attachments), settings].filter(Boolean).join('; ')
    try {
      await withRetries(() => connection.exec(text))
      return connection
    } catch (error) {
      await connection.close()
      throw error
    }
  }
}

function attachText(attachments: readonly Attachment[]): string {
  return attachments
    .map(({ file, name }) => `ATTACH '${file.replaceAll("'", "''")}' AS "${name}"`)
    .join('; ')
}

// SQLite does not wait when two processes turn WAL on at the same moment: one of them is told BUSY at once
async function withRetries(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const isBusy = error instanceof SqliteError && error.code === 'SQLITE_BUSY'
      if (!isBusy || attempt === 20) throw error
      await sleep(attempt * 5)
    }
  }
}
