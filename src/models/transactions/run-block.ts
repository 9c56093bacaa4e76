import type { EntityManager } from 'typeorm'
import { TransactionEnded } from '../sqlite/errors'
import { commit, rollBack } from './block-end'
import { Block, type Transaction } from './block'
import { currentPlace, isInTurn, placeIn, standAt } from './place'
import { assertUsable } from './turns'

/** What is done in a transaction. */
export type Work<T> = (manager: EntityManager) => T | PromiseLike<T>

/** Do `work` in `block`: all of it is kept, or nothing. */
export async function runBlock<T>(block: Block, work: Work<T>): Promise<T> {
  const { transaction, parent } = block
  const { manager } = transaction.runner
  transaction.innermost = block
  try {
    const result = await standAt({ block, outer: currentPlace() }, async () => work(manager))
    await commit(block)
    return result
  } catch (error) {
    if (block.state === 'open') await rollBack(block)
    throw error
  } finally {
    transaction.innermost = parent ?? block
  }
}

/** Do `work` in a savepoint of `parent`, when what was asked of that before is done. */
export function runInner<T>(parent: Block, work: Work<T>): Promise<T> {
  const run = (): Promise<T> => {
    assertUsable(parent)
    return runBlock(new Block(parent.transaction, parent), work)
  }
  if (isInTurn(placeIn(parent.transaction))) return run()
  if (parent.state !== 'open') return Promise.reject(new TransactionEnded())
  return parent.turns.run(async () => run())
}

/** Do `work` as a part of `block`, which its failure spoils. */
export async function runJoined<T>(block: Block, work: Work<T>): Promise<T> {
  const { manager } = block.transaction.runner
  try {
    return await work(manager)
  } catch (error) {
    block.failure ??= error
    throw error
  }
}

/** The block of `transaction` in which the caller stands. */
export function blockAt(transaction: Transaction): Block {
  return placeIn(transaction)?.block ?? transaction.innermost
}
