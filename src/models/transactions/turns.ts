import type { QueryRunner } from 'typeorm'
import { NuagesError } from '../../errors'
import { TransactionEnded } from '../sqlite/errors'
import type { Block, Transaction } from './block'
import { BrokenTransaction, ConnectionLost } from './errors'
import { consequenceOf } from './failures'
import { hold } from './holders'
import { currentPlace, isInTurn, placeIn, standAt } from './place'

// on the query runner itself: there is one for each transaction, and many entries make a WeakMap slow to collect
const kTransaction = Symbol('nuages.transaction')

interface Registered {
  [kTransaction]?: Transaction
}

export function register(transaction: Transaction): void {
  ;(transaction.runner as Registered)[kTransaction] = transaction
}

/**
 * Run what uses the connection of `runner`, when its turn has come: inside `atomic` one statement runs at a time, and
 * none after the end. Queries through the runner itself do so already.
 */
export function inTurn<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  const transaction = (runner as Registered)[kTransaction]
  return transaction === undefined ? work() : queryIn(transaction, work)
}

/** Run a query of `transaction`, in the block where the caller stands. */
export function queryIn<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
  const place = placeIn(transaction)
  // a step of the statement that has its turn, such as a subscriber's query
  if (isInTurn(place)) return work()
  const block = place?.block ?? transaction.innermost
  if (block.state !== 'open') return Promise.reject(new TransactionEnded())
  return takeTurn(block, async () => {
    assertUsable(block)
    await begin(block)
    return work()
  })
}

/** Wait for all that was asked of `block` before, then run `work` at once whatever the block's state is. */
export function takeTurn<T>(block: Block, work: () => Promise<T>): Promise<T> {
  return block.turns.run(async () => {
    const turn = { isOver: false }
    try {
      return await standAt({ block, turn, outer: currentPlace() }, work)
    } catch (error) {
      throw noted(block, error)
    } finally {
      turn.isOver = true
    }
  })
}

/** Refuse what can no longer be part of the transaction. */
export function assertUsable(block: Block): void {
  const { end } = block.transaction
  if (end !== undefined)
    throw end instanceof NuagesError ? end : new BrokenTransaction('database', end)
  for (let one: Block | undefined = block; one !== undefined; one = one.parent) {
    if (one.state === 'ended') throw new TransactionEnded()
    if (one.failure !== undefined) throw new BrokenTransaction('block', one.failure)
  }
}

async function begin(block: Block): Promise<void> {
  if (block.isBegun) return
  const { transaction, parent } = block
  const { runner, isolation } = transaction
  if (parent !== undefined) {
    await begin(parent)
    await runner.query(`SAVEPOINT ${block.savepoint}`)
    block.isBegun = true
    return
  }
  block.isBegun = true
  try {
    await runner.startTransaction(isolation)
    hold(transaction)
  } catch (error) {
    transaction.end = error
    throw error
  }
}

/** Remember what `error` means for the transaction, and say it. */
function noted(block: Block, error: unknown): unknown {
  const { transaction } = block
  switch (consequenceOf(error)) {
    case 'nothing':
      return error
    case 'lost':
      return (transaction.end = error instanceof NuagesError ? error : new ConnectionLost(error))
    case 'undone':
      transaction.end = error
      return error
    case 'refusal':
      block.refusal ??= error
      return error
    case 'refused':
      return error instanceof NuagesError
        ? error
        : new BrokenTransaction('statement', firstRefusal(block) ?? error)
  }
}

function firstRefusal(block: Block): unknown {
  return block.refusal ?? (block.parent === undefined ? undefined : firstRefusal(block.parent))
}
