import { AsyncLocalStorage } from 'node:async_hooks'
import type { DataSource } from 'typeorm'
import { TransactionEnded } from '../sqlite/errors'
import type { Block, Transaction } from './block'

/** Where running code stands: in a block, and perhaps in the midst of one of its statements. */
export interface Place {
  readonly block: Block
  /** One statement, begin and commit included: what it calls must not wait for it. */
  readonly turn?: { isOver: boolean }
  /** Where the block was entered, which may be in a transaction of another database. */
  readonly outer: Place | undefined
}

// made by the first transaction: from then on Node does more for every promise of the process
let places: AsyncLocalStorage<Place | undefined> | undefined

export function currentPlace(): Place | undefined {
  return places?.getStore()
}

/** Run `work`, and all that it calls and awaits, at `place`. */
export function standAt<T>(place: Place | undefined, work: () => T): T {
  places ??= new AsyncLocalStorage()
  return places.run(place, work)
}

/** Where running code stands in `transaction`. */
export function placeIn(transaction: Transaction): Place | undefined {
  let place = currentPlace()
  while (place !== undefined && place.block.transaction !== transaction) place = place.outer
  return place
}

/** The block that running code stands in; of `dataSource`, or the innermost of any. */
export function currentBlock(dataSource?: DataSource): Block | undefined {
  let place = places?.getStore()
  if (dataSource !== undefined) {
    while (place !== undefined && place.block.transaction.dataSource !== dataSource) {
      place = place.outer
    }
  }
  if (place === undefined || place.block.state === 'open' || isInTurn(place)) return place?.block
  throw new TransactionEnded()
}

export function isInTurn(place: Place | undefined): boolean {
  return place?.turn?.isOver === false
}
