import type { DataSource, ObjectLiteral } from 'typeorm'
import { LockOutsideTransaction } from '../errors'
import { SqliteDriver } from '../sqlite/driver'
import { readRows } from '../sqlite/read'
import { currentRunner } from '../transactions/current'
import type { Statement } from './fragment'
import type { QueryState } from './query-state'

/** The rows that a compiled query answers, inside the open transaction where there is one. */
export function runSelect(
  dataSource: DataSource,
  statement: Statement,
  query: QueryState
): Promise<ObjectLiteral[]> {
  const parameters = statement.bind(query)
  const runner = currentRunner(dataSource)
  if (runner !== undefined)
    return runner.query(statement.text, parameters) as Promise<ObjectLiteral[]>
  // on every engine, also where nothing is locked: the code is to run on the others too
  if (query.lock !== undefined) return Promise.reject(new LockOutsideTransaction())
  const { driver, logger } = dataSource
  if (!(driver instanceof SqliteDriver) || isTimed(dataSource)) {
    return dataSource.query(statement.text, parameters)
  }
  const { text: sql } = statement
  logger.logQuery(sql, parameters)
  return readRows(driver.engine, {
    sql,
    parameters,
    onError: (error) => logger.logQueryError(error as Error, sql, parameters)
  })
}

/** Whether somebody wants to hear of the end of each query, which TypeORM's query runners tell. */
export function isTimed({ subscribers, options: { maxQueryExecutionTime } }: DataSource): boolean {
  return subscribers.length > 0 || maxQueryExecutionTime !== undefined
}
