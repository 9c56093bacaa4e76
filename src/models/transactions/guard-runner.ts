import type { EntityManager } from 'typeorm'
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel.js'
import { TransactionEnded } from '../sqlite/errors'
import type { Transaction } from './block'
import { assertIsolation } from './isolation'
import { blockAt, runInner, type Work } from './run-block'
import { queryIn, register } from './turns'

type Method = (...args: unknown[]) => Promise<unknown>
type Guarded = 'query' | 'stream' | 'startTransaction'

/** Let the query runner of `transaction`, and TypeORM's manager on it, keep to its blocks. */
export function guardRunner(transaction: Transaction): void {
  const { runner } = transaction
  register(transaction)
  for (const name of ['query', 'stream', 'startTransaction'] as const) {
    guard(runner as unknown as Record<Guarded, Method>, name, transaction)
  }
  // or `save` would begin a transaction of its own before the first query has begun this one
  Object.assign(runner, { isTransactionActive: true })
  // a lost connection is for the query to tell of: TypeORM would call its runner released
  Object.defineProperty(runner, 'isReleased', {
    get: () => isReleased(transaction),
    set: () => undefined
  })
  runner.manager.transaction = innerTransaction(transaction)
}

/** Give the connection back; whoever still has the query runner is told what is wrong. */
export async function releaseRunner(transaction: Transaction): Promise<void> {
  await transaction.runner.release()
  transaction.isOver = true
}

function isReleased({ isOver }: Transaction): boolean {
  if (isOver === true) throw new TransactionEnded()
  return false
}

function guard(runner: Record<Guarded, Method>, name: Guarded, transaction: Transaction): void {
  const method = runner[name].bind(runner)
  runner[name] = (...args) => queryIn(transaction, () => method(...args))
}

/** TypeORM's `manager.transaction()`, as a block inside. */
function innerTransaction(transaction: Transaction): EntityManager['transaction'] {
  return async <T>(first: IsolationLevel | Work<T>, second?: Work<T>): Promise<T> => {
    const isLevel = typeof first === 'string'
    if (isLevel) assertIsolation(transaction.dataSource, first, transaction)
    return runInner(blockAt(transaction), isLevel ? second! : first)
  }
}
