import type { DataSource } from 'typeorm'
import { openDataSources } from '../bound-models'
import { currentBlock } from './place'

/** Hears of an error in a callback of `afterCommit`. */
export type Report = (error: unknown) => void

const reports = new WeakMap<DataSource, Report>()

/**
 * Call `callback` when the transaction around has been committed, after those that were given before; never where it,
 * or the savepoint around, is rolled back. Outside a transaction: at once. What it throws is reported, and changes
 * nothing for anybody else.
 */
export function afterCommit(
  callback: () => unknown,
  { dataSource }: { readonly dataSource?: DataSource } = {}
): void {
  const block = currentBlock(dataSource)
  if (block === undefined) void runCallbacks([callback], dataSource ?? openDataSources().at(-1))
  else block.callbacks.push(callback)
}

/** Tell `report` what callbacks of transactions of `dataSource` throw; until then it goes to the console. */
export function reportAfterCommit(dataSource: DataSource, report: Report): void {
  reports.set(dataSource, report)
}

/** Run callbacks one after the other, whatever they throw. */
export async function runCallbacks(
  callbacks: readonly (() => unknown)[],
  dataSource: DataSource | undefined
): Promise<void> {
  for (const callback of callbacks) {
    try {
      await callback()
    } catch (error) {
      const report = dataSource && reports.get(dataSource)
      if (report === undefined) console.error('A callback of afterCommit failed:', error)
      else report(error)
    }
  }
}
