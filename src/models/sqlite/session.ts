import type { Change, Row, SqliteConnection, SqliteValue } from './connection'
import type { SqliteDatabase } from './database'
import { SeveralStatements, TransactionEnded } from './errors'
import { toSqliteValues } from './parameters'
import { Sequence } from './sequence'
import { kindOf, type StatementKind } from './statement-kind'

/** What a statement answered: rows, or what it changed. */
export interface Answer {
  readonly rows?: readonly Row[]
  readonly change?: Change
  readonly kind: StatementKind
}

const DEFERRED = /^\s*BEGIN\s+DEFERRED\b/i

/**
 * What one query runner holds of the database. Between statements that is nothing, so that a runner never keeps a
 * connection from others; inside a transaction it is the connection that writes.
 */
export class Session {
  private connection: SqliteConnection | undefined
  /** The writers' connection; `connection` may be another one, which was held before. */
  private turn: SqliteConnection | undefined
  /** Stands for the transaction that is open. */
  private transaction: object | undefined
  private isTouched = false
  /** Settings were changed, and last until the end. */
  private isDirty = false
  private foreignKeysAreOff = false
  private isAtWork = false
  private readonly sequence = new Sequence()

  constructor(private readonly database: SqliteDatabase) {}

  /** Run one statement, after those that were asked for before it. */
  execute(sql: string, parameters: readonly unknown[]): Promise<Answer> {
    const { transaction } = this
    return this.sequence.run(async () => {
      // outside its transaction the statement would be committed at once
      if (transaction !== undefined && transaction !== this.transaction)
        throw new TransactionEnded()
      this.startWork()
      const kind = kindOf(sql)
      const isOpen = this.transaction !== undefined
      if (!isOpen && kind.step === 'begin') return this.enter(sql, kind)
      if (isOpen && (kind.step === 'commit' || kind.step === 'rollback')) {
        return this.leave(sql, kind)
      }
      return this.ask(sql, toSqliteValues(parameters), kind)
    })
  }

  /** The rows of a statement one by one, on a connection that is held until the last one. */
  iterate(sql: string, parameters: readonly unknown[]): AsyncGenerator<Row> {
    this.startWork()
    const values = toSqliteValues(parameters)
    return this.connection?.iterate(sql, values) ?? this.iterateAlone(sql, values)
  }

  /** Stop enforcing foreign keys until the transaction ends, as changing a table on SQLite means dropping it. */
  suspendForeignKeys(): Promise<void> {
    return this.sequence.run(async () => {
      this.startWork()
      this.connection ??= await this.database.readers.acquire()
      // SQLite ignores the pragma inside a transaction: begin it anew where nothing has happened in it yet
      const isEmpty = this.transaction !== undefined && !this.isTouched
      if (isEmpty) await this.connection.exec('ROLLBACK')
      await this.connection.exec('PRAGMA foreign_keys = OFF')
      if (isEmpty) await this.connection.exec('BEGIN IMMEDIATE')
      this.foreignKeysAreOff = true
    })
  }

  /** Enforce foreign keys again, now or when the transaction ends. */
  restoreForeignKeys(): Promise<void> {
    return this.sequence.run(async () => {
      if (this.transaction === undefined) await this.settle()
    })
  }

  /** Give everything back; a transaction that is still open is rolled back. */
  async end(): Promise<void> {
    if (!this.isAtWork) return
    await this.sequence.run(async () => {
      if (this.transaction !== undefined) await this.leave('ROLLBACK', kindOf('ROLLBACK'))
      await this.settle()
      await this.giveBack()
      this.isAtWork = false
      this.database.work.end()
    })
  }

  private async *iterateAlone(sql: string, values: readonly SqliteValue[]): AsyncGenerator<Row> {
    const { readers } = this.database
    const connection = await readers.acquire()
    try {
      yield* connection.iterate(sql, values)
    } finally {
      readers.release(connection)
    }
  }

  private async enter(sql: string, kind: StatementKind): Promise<Answer> {
    // whoever says that it will read needs no turn to write
    if (this.needsTurn && !DEFERRED.test(sql)) this.turn = await this.database.writers.acquire()
    this.connection ??= this.turn ?? (await this.database.readers.acquire())
    try {
      const rows = await this.connection.all(sql, [])
      this.transaction = {}
      this.isTouched = false
      return { rows, kind }
    } catch (error) {
      await this.settle()
      throw error
    }
  }

  private async leave(sql: string, kind: StatementKind): Promise<Answer> {
    try {
      await this.connection!.all(sql, [])
    } catch (error) {
      // a failed COMMIT leaves the transaction open; a failed ROLLBACK means that SQLite has rolled back already
      if (kind.step === 'commit') throw error
    }
    this.transaction = undefined
    await this.settle()
    return { rows: [], kind }
  }

  private async ask(
    sql: string,
    values: readonly SqliteValue[],
    kind: StatementKind
  ): Promise<Answer> {
    const { readers, writers } = this.database
    this.isTouched = true
    if (kind.changesSession) {
      this.connection ??= await readers.acquire()
      this.isDirty = true
    }
    const pool = kind.writes && this.needsTurn ? writers : this.connection ? undefined : readers
    const lent = await pool?.acquire()
    try {
      return await run(this.connection ?? lent!, sql, values, kind)
    } finally {
      if (lent !== undefined) pool!.release(lent)
    }
  }

  /** Whether writing has to wait for the writers' connection. */
  private get needsTurn(): boolean {
    const { readers, writers } = this.database
    return (
      this.transaction === undefined &&
      this.turn === undefined &&
      (readers !== writers || this.connection === undefined)
    )
  }

  /** After a transaction: enforce foreign keys, and hold nothing that others wait for. */
  private async settle(): Promise<void> {
    if (this.foreignKeysAreOff) {
      this.foreignKeysAreOff = false
      await this.connection?.exec('PRAGMA foreign_keys = ON').catch(() => (this.isDirty = true))
    }
    if (!this.isDirty) return this.giveBack()
    if (this.turn === undefined || this.turn === this.connection) return
    this.database.writers.release(this.turn)
    this.turn = undefined
  }

  private async giveBack(): Promise<void> {
    const { connection, turn, isDirty, database } = this
    const { readers, writers } = database
    this.connection = this.turn = undefined
    this.isDirty = false
    if (turn !== undefined && turn !== connection) writers.release(turn)
    if (connection === undefined) return
    const pool = turn === connection ? writers : readers
    connection.closeIterations()
    if (isDirty) await database.renew(pool, connection)
    else pool.release(connection)
  }

  private startWork(): void {
    if (this.isAtWork) return
    this.database.work.begin()
    this.isAtWork = true
  }
}

async function run(
  connection: SqliteConnection,
  sql: string,
  values: readonly SqliteValue[],
  kind: StatementKind
): Promise<Answer> {
  if (kind.isScript) {
    if (values.length > 0) throw new SeveralStatements()
    await connection.exec(sql)
    return { rows: [], kind }
  }
  return kind.returnsRows
    ? { rows: await connection.all(sql, values), kind }
    : { change: await connection.run(sql, values), kind }
}
