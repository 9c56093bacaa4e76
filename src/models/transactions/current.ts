import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { currentBlock, currentPlace, standAt } from './place'

/** What runs the queries of the `atomic` block around the caller; `undefined` where there is none. */
export function currentRunner(dataSource: DataSource): QueryRunner | undefined {
  return currentBlock(dataSource)?.transaction.runner
}

/** TypeORM's manager of the `atomic` block around the caller, else that of `dataSource`. */
export function currentManager(dataSource: DataSource): EntityManager {
  return currentRunner(dataSource)?.manager ?? dataSource.manager
}

/** Run `work` as if no `atomic` block were around it: for what goes on after the transaction, such as a timer. */
export function outsideTransaction<T>(work: () => T): T {
  return currentPlace() === undefined ? work() : standAt(undefined, work)
}
