import type { ObjectLiteral } from 'typeorm'
import { NuagesError } from '../../errors'
import { keyText } from '../query/key-text'
import type { Table } from '../query/plan-cache'
import type { Conflict } from './conflict'
import type { InsertPlan } from './insert-plan'
import { prepareInsert } from './insert-row'

/** Rows that one INSERT stores: all have values for the same columns. */
export interface Batch {
  readonly plan: InsertPlan
  readonly rows: ObjectLiteral[]
  readonly parameters: unknown[]
}

const PARAMETERS = { sqlite: 32_766, postgres: 65_535, mysql: 65_535 }
// SQLite is as fast with these, and keeps its statements
const ROWS = { sqlite: 100, postgres: 1_000, mysql: 1_000 }

/** Rows in the order in which they were given, as many at once as the engine takes. */
export function batchesOf(
  table: Table,
  rows: readonly ObjectLiteral[],
  conflictOfPlan: (plan: InsertPlan) => Conflict | undefined,
  batchSize: number = ROWS[table.dialect.name]
): Batch[] {
  if (!Number.isInteger(batchSize) || batchSize < 1) throw badBatchSize(batchSize)
  const batches: Batch[] = []
  let batch: Batch | undefined
  let room = 0
  const keys = new Set<string>()
  for (const row of rows) {
    const { plan, values } = prepareInsert(table, row)
    const key = conflictKey(plan, values, conflictOfPlan(plan))
    if (batch === undefined || batch.plan !== plan || room === 0 || keys.has(key ?? '')) {
      batches.push((batch = { plan, rows: [], parameters: [] }))
      const most = Math.floor(PARAMETERS[table.dialect.name] / Math.max(1, values.length))
      // without columns there is no list of values to repeat
      room = values.length === 0 ? 1 : Math.max(1, Math.min(batchSize, most))
      keys.clear()
    }
    batch.rows.push(row)
    batch.parameters.push(...values)
    room--
    if (key !== undefined) keys.add(key)
  }
  return batches
}

/** What tells rows apart of which PostgreSQL updates no two in one statement. */
function conflictKey(
  { given }: InsertPlan,
  values: readonly unknown[],
  conflict: Conflict | undefined
): string | undefined {
  if (conflict?.action !== 'update') return undefined
  const parts = given.flatMap(({ column }, index) =>
    conflict.target.includes(column) ? [values[index]] : []
  )
  return keyText(parts)
}

function badBatchSize(size: number): NuagesError {
  return new NuagesError(
    'MODEL_BAD_BATCH_SIZE',
    `Rows were to be stored in batches of ${size}.`,
    'Use a whole number from 1.'
  )
}
