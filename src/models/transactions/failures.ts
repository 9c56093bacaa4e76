/** What an error means for the transaction in which it came. */
export type Consequence =
  | 'nothing'
  /** PostgreSQL runs nothing more before a rollback, to a savepoint at least. */
  | 'refusal'
  /** PostgreSQL has refused a statement because an earlier one failed. */
  | 'refused'
  /** The database has rolled all of it back. */
  | 'undone'
  | 'lost'

interface DriverError {
  readonly code?: unknown
  readonly errno?: unknown
  readonly fatal?: unknown
  readonly name?: unknown
  readonly message?: unknown
  readonly driverError?: unknown
  readonly cause?: unknown
}

// https://www.postgresql.org/docs/15/errcodes-appendix.html: connection exceptions, operator intervention
const LOST_STATE = /^(08|57P0)/
const LOST_CODES = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])
const LOST_MESSAGE = /connection terminated|connection error and is not queryable|closed state/i
// TypeORM releases a query runner of PostgreSQL when its connection fails
const RELEASED = /^QueryRunner(Provider)?AlreadyReleasedError$/
// five capitals and digits: EPIPE has no digit
const SQL_STATE = /^(?=.*\d)[0-9A-Z]{5}$/
const REFUSED = '25P02'

// https://www.sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction"
const UNDOING_SQLITE = /^SQLITE_(FULL|IOERR|NOMEM|INTERRUPT)/
const MYSQL_DEADLOCK = 1213
const MYSQL_LOCK_TIMEOUT = 1205
// MariaDB: the row has changed since this transaction read it
const MARIADB_CHANGED = 1020

const RETRIED_STATES = new Set<unknown>(['40001', '40P01'])
const RETRIED_NUMBERS = new Set<unknown>([MYSQL_DEADLOCK, MYSQL_LOCK_TIMEOUT, MARIADB_CHANGED])
const RETRIED_SQLITE = /^SQLITE_(BUSY|LOCKED)/

/** What the failure of a statement means for its transaction. */
export function consequenceOf(error: unknown): Consequence {
  for (const one of chain(error)) {
    if (isLost(one)) return 'lost'
    if (one.code === REFUSED) return 'refused'
    if (one.errno === MYSQL_DEADLOCK || matches(UNDOING_SQLITE, one.code)) return 'undone'
    if (matches(SQL_STATE, one.code)) return 'refusal'
  }
  return 'nothing'
}

/** Whether the same work may succeed when it is done again: others were in the way. */
export function isWorthRetrying(error: unknown): boolean {
  for (const { code, errno } of chain(error)) {
    if (RETRIED_STATES.has(code) || RETRIED_NUMBERS.has(errno)) return true
    if (matches(RETRIED_SQLITE, code)) return true
  }
  return false
}

function isLost({ code, fatal, name, message }: DriverError): boolean {
  if (fatal === true || LOST_CODES.has(code as string)) return true
  if (matches(SQL_STATE, code)) return LOST_STATE.test(code as string)
  return matches(RELEASED, name) || matches(LOST_MESSAGE, message)
}

/** An error and those that caused it, as far as they are known. */
function* chain(error: unknown): Generator<DriverError> {
  let one = error
  for (let depth = 0; depth < 10 && typeof one === 'object' && one !== null; depth++) {
    const known: DriverError = one
    yield known
    one = known.driverError ?? known.cause
  }
}

function matches(pattern: RegExp, value: unknown): boolean {
  return typeof value === 'string' && pattern.test(value)
}
