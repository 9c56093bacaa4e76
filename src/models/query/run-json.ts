import { QueryFailedError } from 'typeorm'
import { compileJson, compileJsonOfEach } from './json-plan'
import type { Table } from './plan-cache'
import type { QueryState } from './query-state'
import { runSelect } from './run'

/** The rows of a query as the JSON text of its entities; undefined where the database cannot write that. */
export async function runJson(table: Table, query: QueryState): Promise<string | undefined> {
  const plan = table.plan(compileJson, query)
  if (plan === null || isWatched(table)) return undefined
  try {
    const [row] = await runSelect(table.dataSource, plan, query)
    return plan.textOf(row!)
  } catch (error) {
    return orUndefined(error)
  }
}

/** The JSON text of the only row, likewise; `notOne` makes the error where there are more or fewer. */
export function runJsonOfOnly(
  table: Table,
  query: QueryState,
  notOne: (count: number) => Error
): Promise<string | undefined> {
  const plan = table.plan(compileJsonOfEach, query)
  if (plan === null || isWatched(table)) return Promise.resolve(undefined)
  return runSelect(table.dataSource, plan, query).then((rows) => {
    if (rows.length !== 1) throw notOne(rows.length)
    return plan.textOf(rows[0]!)
  }, orUndefined)
}

// a subscriber may want to see the entities
function isWatched({ dataSource }: Table): boolean {
  return dataSource.subscribers.length > 0
}

// bytes in a column of text: SQLite cannot put them into JSON
function orUndefined(error: unknown): undefined {
  if (!(error instanceof QueryFailedError)) throw error
}
