import { NuagesError } from '../../errors'

/** The turn to write did not come in time: another transaction, or another process, holds the database. */
export class WriteTimeout extends NuagesError {
  readonly status = 503

  constructor(
    who: 'transaction' | 'process',
    milliseconds: number,
    { holders = '', ...options }: ErrorOptions & { readonly holders?: string } = {}
  ) {
    super(
      'MODEL_WRITE_TIMEOUT',
      `Another ${who} has been writing to the database for ${milliseconds} ms, and SQLite has one writer at a time.${holders}`,
      'Keep transactions short; inside one, write with its manager, or it waits for itself.',
      options
    )
  }
}

/** The database was closed, or is closing and takes no new work. */
export class DatabaseClosed extends NuagesError {
  readonly status = 503

  constructor() {
    super(
      'MODEL_DATABASE_CLOSED',
      'The database is closed.',
      'Await what uses the database before closing it.'
    )
  }
}

/** A query was asked for inside a transaction that has ended since. */
export class TransactionEnded extends NuagesError {
  constructor() {
    super(
      'MODEL_TRANSACTION_ENDED',
      'A query of a transaction came after the transaction had been committed or rolled back.',
      'Await every query inside the transaction; after an error in Promise.all the others still run. ' +
        'Start what goes on after it with `afterCommit` or `outsideTransaction`.'
    )
  }
}

/** A text of several statements came with parameters, and SQLite cannot tell whose they are. */
export class SeveralStatements extends NuagesError {
  constructor() {
    super(
      'MODEL_SEVERAL_STATEMENTS',
      'A query with parameters holds several statements.',
      'Run one statement at a time; a text without parameters may hold many.'
    )
  }
}

/** The database file could not be opened. */
export class CannotOpenDatabase extends NuagesError {
  constructor(file: string, cause: unknown) {
    const { message } = cause as Error
    super(
      'MODEL_CANNOT_OPEN',
      `The SQLite database ${JSON.stringify(file)} could not be opened: ${message}.`,
      'Check that the path is a database file, in a folder that this process may write to.',
      { cause }
    )
  }
}
