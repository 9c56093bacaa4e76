import { NuagesError } from '../../errors'

/** Something in a transaction failed, so that the rest of it can only be rolled back. */
export class BrokenTransaction extends NuagesError {
  constructor(how: keyof typeof BREAKS, cause: unknown) {
    const [what, hint] = BREAKS[how]
    super('MODEL_TRANSACTION_BROKEN', `${what}${because(cause)}`, hint, { cause })
  }
}

const BREAKS = {
  statement: [
    'A statement of this transaction failed, and PostgreSQL runs no other before it is rolled back',
    'Let the error through; or put what may fail into `await atomic(() => ...)` of its own, which rolls back alone.'
  ],
  block: [
    'A block with `savepoint: false` failed inside this one, which can only be rolled back now',
    'Let its error through; or leave out `savepoint: false`, so that the inner block rolls back alone.'
  ],
  database: [
    'The database has rolled this transaction back',
    'Let the error through; `atomic(..., { retries: 3 })` runs the whole again after a deadlock.'
  ]
} as const

/** The connection of a transaction went away, and its changes with it. */
export class ConnectionLost extends NuagesError {
  readonly status = 503

  constructor(cause: unknown) {
    super(
      'MODEL_CONNECTION_LOST',
      `The connection to the database was lost inside a transaction${because(cause)}`,
      'Nothing of it is stored, unless it was just being committed. Try again: the pool opens a new connection.',
      { cause }
    )
  }
}

/** An isolation level that cannot be had. */
export class BadIsolation extends NuagesError {
  constructor(why: string, hint: string) {
    super('MODEL_BAD_ISOLATION', why, hint)
  }
}

/** Several databases are open, and it was not said which. */
export class SeveralDatabases extends NuagesError {
  constructor(names: readonly string[]) {
    super(
      'MODEL_SEVERAL_DATABASES',
      `A transaction was begun and ${names.length} databases are open: ${names.join(', ')}.`,
      'Say which: `atomic(fn, { dataSource })`.'
    )
  }
}

/** No connection of the pool became free in time. */
export class PoolTimeout extends NuagesError {
  readonly status = 503

  constructor({ size, which = '', milliseconds, waiting, holders }: Exhaustion) {
    const queue = waiting === 1 ? '1 query waits' : `${waiting} queries wait`
    const connections = size === 1 ? 'the only one is' : `all ${size}${which} are`
    super(
      'DATABASE_POOL_TIMEOUT',
      `No database connection was free within ${milliseconds} ms: ${connections} in use and ${queue}.${holders}`,
      'Inside a transaction use its manager: a query outside it waits for a second connection. ' +
        'Else keep transactions short, release query runners, or raise poolSize.'
    )
  }
}

/** A pool that has nothing left. */
export interface Exhaustion {
  /** Connections at most. */
  readonly size: number
  /** Which ones, where there are others. */
  readonly which?: string
  /** How long somebody has waited. */
  readonly milliseconds: number
  readonly waiting: number
  /** Who has them, as a sentence or nothing. */
  readonly holders: string
}

function because(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  return `: ${message.replace(/\.$/, '')}.`
}
