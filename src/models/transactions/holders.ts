import type { DataSource } from 'typeorm'
import type { Transaction } from './block'

const held = new WeakMap<DataSource, Map<Transaction, number>>()

/** Note that `transaction` has a connection from now on. */
export function hold(transaction: Transaction): void {
  const { dataSource } = transaction
  const others = held.get(dataSource)
  if (others === undefined) held.set(dataSource, new Map([[transaction, performance.now()]]))
  else others.set(transaction, performance.now())
}

export function letGo(transaction: Transaction): void {
  held.get(transaction.dataSource)?.delete(transaction)
}

/** Who holds connections of `dataSource`, as a sentence that goes on after another; nothing where nobody is known. */
export function describeHolders(dataSource: DataSource): string {
  // a Map keeps the order in which they came
  const [oldest] = held.get(dataSource) ?? []
  if (oldest === undefined) return ''
  const [transaction, since] = oldest
  const { size } = held.get(dataSource)!
  const open = size === 1 ? 'One transaction is open' : `${size} transactions are open, the oldest`
  const seconds = ((performance.now() - since) / 1000).toFixed(1)
  return ` ${open} for ${seconds} s, begun by ${transaction.label()}.`
}
