import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel.js'
import { NuagesError } from '../../errors'
import { openDataSources } from '../bound-models'
import { runCallbacks } from './after-commit'
import { Block, type Transaction } from './block'
import { callerOf } from './caller'
import { SeveralDatabases } from './errors'
import { isWorthRetrying } from './failures'
import { guardRunner, releaseRunner } from './guard-runner'
import { letGo } from './holders'
import { assertIsolation } from './isolation'
import { currentBlock } from './place'
import { runBlock, runInner, runJoined, type Work } from './run-block'

export interface AtomicOptions {
  /** Default: the database's own. Inside another block only what that was given. */
  readonly isolation?: IsolationLevel
  /** `false` inside another block: no savepoint, so that an error in here rolls all of that back. Default `true`. */
  readonly savepoint?: boolean
  /** How often the outermost block is run again after a deadlock or a serialisation failure. Default 0. */
  readonly retries?: number
  /** Default: that of the block around, else the only one that is open. */
  readonly dataSource?: DataSource
  /** How errors about this transaction call it. Default: the line that began it, outside production. */
  readonly label?: string
}

/**
 * Do `work` in a transaction: all that it stores is kept, or nothing where it throws. Inside another block it is a
 * savepoint of that. Query sets, models and `repository()` take part without being told.
 */
export async function atomic<T>(work: Work<T>, options: AtomicOptions = {}): Promise<T> {
  const { label } = options
  const begunBy = label === undefined ? callerOf(atomic) : () => label
  const dataSource = options.dataSource ?? currentBlock()?.transaction.dataSource ?? onlyDatabase()
  const around = currentBlock(dataSource)
  if (options.isolation !== undefined) {
    assertIsolation(dataSource, options.isolation, around?.transaction)
  }
  if (around !== undefined) {
    return options.savepoint === false ? runJoined(around, work) : runInner(around, work)
  }
  const { retries = 0 } = options
  if (!(retries >= 0)) throw badRetries(retries)
  for (let attempt = 0; ; attempt++) {
    try {
      return await runOutermost({ ...options, dataSource, begunBy }, work)
    } catch (error) {
      if (attempt >= retries || !isWorthRetrying(error)) throw error
      await sleep(pause(attempt))
    }
  }
}

interface Beginning extends AtomicOptions {
  readonly dataSource: DataSource
  readonly begunBy: () => string
}

async function runOutermost<T>(options: Beginning, work: Work<T>): Promise<T> {
  const { block, transaction } = open(options)
  let result: T
  try {
    result = await runBlock(block, work)
  } finally {
    letGo(transaction)
    await releaseRunner(transaction)
  }
  await runCallbacks(block.callbacks, options.dataSource)
  return result
}

function open({ dataSource, isolation, begunBy: label }: Beginning): {
  block: Block
  transaction: Transaction
} {
  const runner = dataSource.createQueryRunner()
  const transaction: Omit<Transaction, 'innermost'> = { dataSource, runner, isolation, label }
  const block = new Block(transaction as Transaction)
  const complete = Object.assign(transaction, { innermost: block })
  guardRunner(complete)
  return { block, transaction: complete }
}

function onlyDatabase(): DataSource {
  const [first, ...others] = openDataSources()
  if (first === undefined) {
    throw new NuagesError(
      'MODEL_NO_DATABASE',
      'A transaction was begun, and no database is open.',
      'Await openDatabase() first, or start the application with `database`.'
    )
  }
  if (others.length > 0) throw new SeveralDatabases([first, ...others].map(nameOf))
  return first
}

// of a number that is none it would not be known when to stop
function badRetries(retries: number): NuagesError {
  return new NuagesError(
    'MODEL_BAD_RETRIES',
    `A transaction was to be tried again ${retries} times.`,
    'Use a number from 0.'
  )
}

function nameOf({ driver, options }: DataSource): string {
  return `${options.type} ${JSON.stringify(driver.database ?? '')}`
}

// all who were in each other's way must not come back together
function pause(attempt: number): number {
  return Math.random() * Math.min(1_000, 20 * 2 ** attempt)
}
