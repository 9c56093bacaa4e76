import { QueryFailedError } from 'typeorm'
import { compileJson } from './json-plan'
import type { Table } from './plan-cache'
import type { QueryState } from './query-state'
import { runSelect } from './run'

/** The rows of a query as the JSON text of its entities; undefined where the database cannot write that. */
export async function runJson(table: Table, query: QueryState): Promise<string | undefined> {
  const plan = table.plan(compileJson, query)
  // a subscriber may want to see the entities
  if (plan === null || table.dataSource.subscribers.length > 0) return undefined
  try {
    return plan.textOf(await runSelect(table.dataSource, plan, query))
  } catch (error) {
    // bytes in a column of text: SQLite cannot put them into JSON
    if (error instanceof QueryFailedError) return undefined
    throw error
  }
}
