import type { ObjectLiteral } from 'typeorm'
import { tellOfLoad } from './load-events'
import { loadRelated } from './load-related'
import type { Table } from './plan-cache'
import type { QueryState } from './query-state'
import { runSelect } from './run'
import { compileSelect } from './select-plan'

/** The rows of a query as entities, with the relations that it names. */
export async function loadRows(table: Table, query: QueryState): Promise<ObjectLiteral[]> {
  const { dataSource } = table
  const plan = table.plan(compileSelect, query)
  const rows = plan.hydrate(await runSelect(dataSource, plan, query))
  const { branches, joined } = plan.selection
  if (branches.length > 0 || joined.length > 0) await loadRelated(dataSource, rows, plan.selection)
  const told = tellOfLoad(dataSource, rows)
  if (told !== undefined) await told
  return rows
}
