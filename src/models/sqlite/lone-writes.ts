import type { Row, SqliteConnection, SqliteValue } from './connection'
import type { ConnectionPool } from './connection-pool'

/** What a statement changed, and the rows that RETURNING asked for. */
export interface WrittenRows {
  readonly rows: readonly Row[]
  readonly affected: number
  /** The `rowid` of the last row that was inserted. */
  readonly lastId: number | undefined
}

/** A statement that writes outside transactions; exactly one of both is called. */
export interface LoneWrite {
  readonly sql: string
  readonly values: readonly SqliteValue[]
  readonly returnsRows: boolean
  readonly onWritten: (written: WrittenRows) => void
  readonly onError: (error: unknown) => void
}

/** Statements that are committed together at most: readers and other writers see each other's work soon. */
const MOST = 64
const NO_ROWS: readonly Row[] = []

/**
 * Statements that write outside transactions. Those that wait for the connection at the same time are committed
 * together, since a commit costs as much as the rest: each is answered when that is done, and one that fails takes no
 * other with it.
 */
export class LoneWrites {
  private readonly waiting: LoneWrite[] = []
  private isAtWork = false

  constructor(private readonly writers: ConnectionPool<SqliteConnection>) {}

  add(write: LoneWrite): void {
    this.waiting.push(write)
    if (!this.isAtWork) this.begin()
  }

  private begin(): void {
    this.isAtWork = true
    const { length } = this.waiting
    const onError = (error: unknown): void => {
      this.isAtWork = false
      for (const write of this.waiting.splice(0, length)) write.onError(error)
      // who came later has not waited for so long
      if (this.waiting.length > 0) this.begin()
    }
    this.writers.lend((connection) => void this.work(connection), onError)
  }

  /** Write until there is nothing left, or somebody waits to have the connection alone. */
  private async work(connection: SqliteConnection): Promise<void> {
    do {
      await writeTogether(connection, this.waiting.splice(0, MOST))
    } while (this.waiting.length > 0 && !connection.isBroken && !this.writers.isAwaited)
    this.isAtWork = false
    this.writers.release(connection)
    if (this.waiting.length > 0) this.begin()
  }
}

/** Run `batch` as one transaction; never rejects. */
async function writeTogether(
  connection: SqliteConnection,
  batch: readonly LoneWrite[]
): Promise<void> {
  if (batch.length === 1) return writeAlone(connection, batch[0]!)
  try {
    await connection.run('BEGIN IMMEDIATE', [])
  } catch (error) {
    for (const write of batch) write.onError(error)
    return
  }
  const written: WrittenRows[] = []
  let failure: { readonly error: unknown } | undefined
  for (const write of batch) {
    try {
      written.push(await run(connection, write))
    } catch (error) {
      failure = { error }
      break
    }
  }
  await commit(connection, batch, written)
  if (failure === undefined) return
  // what comes after it has not begun: where SQLite has rolled back, it would have been committed by itself
  const [failed, ...others] = batch.slice(written.length)
  failed!.onError(failure.error)
  if (others.length > 0) await writeTogether(connection, others)
}

/** Commit the first of `batch`, which have been written; where that cannot be, write each of them by itself. */
async function commit(
  connection: SqliteConnection,
  batch: readonly LoneWrite[],
  written: readonly WrittenRows[]
): Promise<void> {
  try {
    await connection.run('COMMIT', [])
  } catch {
    // a statement may have ended the transaction by ROLLBACK, and a deferred constraint speaks at its end
    await connection.run('ROLLBACK', []).catch(() => undefined)
    for (const write of batch.slice(0, written.length)) await writeAlone(connection, write)
    return
  }
  written.forEach((rows, index) => batch[index]!.onWritten(rows))
}

async function writeAlone(connection: SqliteConnection, write: LoneWrite): Promise<void> {
  try {
    write.onWritten(await run(connection, write))
  } catch (error) {
    write.onError(error)
  }
}

async function run(
  connection: SqliteConnection,
  { sql, values, returnsRows }: LoneWrite
): Promise<WrittenRows> {
  if (!returnsRows) return { rows: NO_ROWS, ...(await connection.run(sql, values)) }
  const rows = await connection.all(sql, values)
  return { rows, affected: rows.length, lastId: undefined }
}
