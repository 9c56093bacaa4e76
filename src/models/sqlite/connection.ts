/** What SQLite can be given and gives back. */
export type SqliteValue = string | number | Uint8Array | null

export type Row = Record<string, SqliteValue>

/** What SQLite says of a statement that failed, with a code as `SQLITE_CONSTRAINT`. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError'

  constructor(
    message: string,
    readonly code: string,
    readonly errno: number | undefined
  ) {
    super(message)
  }
}

/** What a statement changed. */
export interface Change {
  readonly affected: number
  /** The `rowid` of the last row that this connection inserted. */
  readonly lastId: number
}

/**
 * One connection: all that the pool and the query runner need of a package that speaks to SQLite. What fails throws a
 * `SqliteError`.
 */
export interface SqliteConnection {
  /** Whether the handle is closed, or the file damaged or gone. */
  readonly isBroken: boolean
  /** The same as `all` without a promise, which costs more than many a statement: exactly one of both is called. */
  read(
    sql: string,
    parameters: readonly SqliteValue[],
    onRows: (rows: Row[]) => void,
    onError: (error: unknown) => void
  ): void
  /** Run one statement and read all its rows. */
  all(sql: string, parameters: readonly SqliteValue[]): Promise<Row[]>
  /** Run one statement for its effect. */
  run(sql: string, parameters: readonly SqliteValue[]): Promise<Change>
  /** The rows of a statement one by one, read as they are asked for. */
  iterate(sql: string, parameters: readonly SqliteValue[]): AsyncGenerator<Row>
  /** Run any number of statements without parameters. */
  exec(sql: string): Promise<void>
  /** End what `iterate` left half read, so that it cannot hold an old view of the data. */
  closeIterations(): void
  /** Abort the statement that is running. */
  interrupt(): void
  close(): Promise<void>
}

export interface ConnectionOptions {
  /** A path, or `:memory:`. */
  readonly file: string
  /** Milliseconds to wait for another process that writes. */
  readonly busyTimeout: number
  /** Prepared statements kept per connection. */
  readonly statementCacheSize: number
}

/** How a package opens a connection. */
export type OpenConnection = (options: ConnectionOptions) => Promise<SqliteConnection>
