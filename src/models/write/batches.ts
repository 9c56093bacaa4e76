import type { ObjectLiteral } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
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

/** A batch that takes so many more rows. */
interface OpenBatch extends Batch {
  room: number
}

/**
 * Rows as few statements store them, as many at once as the engine takes: those with values for the same columns
 * together, whatever stands between them, unless it matters which is stored first.
 */
export function batchesOf(
  table: Table,
  rows: readonly ObjectLiteral[],
  conflictOfPlan: (plan: InsertPlan) => Conflict | undefined,
  batchSize: number = ROWS[table.dialect.name]
): Batch[] {
  if (!Number.isInteger(batchSize) || batchSize < 1) throw badBatchSize(batchSize)
  const isInOrder = refersToItself(table.metadata)
  const batches: Batch[] = []
  const open = new Map<InsertPlan, OpenBatch>()
  const keys = new Set<string>()
  for (const row of rows) {
    const { plan, values } = prepareInsert(table, row)
    const conflict = conflictOfPlan(plan)
    const key = conflictKey(plan, values, conflict)
    const isNext = open.has(plan) || !(isInOrder || conflict?.action === 'ignore')
    if (!isNext || keys.has(key ?? '')) {
      open.clear()
      keys.clear()
    }
    let batch = open.get(plan)
    if (batch === undefined || batch.room === 0) {
      const room = roomFor(values.length, table, batchSize)
      open.set(plan, (batch = { plan, rows: [], parameters: [], room }))
      batches.push(batch)
    }
    batch.rows.push(row)
    batch.parameters.push(...values)
    batch.room--
    if (key !== undefined) keys.add(key)
  }
  return batches
}

function roomFor(columns: number, { dialect }: Table, batchSize: number): number {
  // without columns there is no list of values to repeat
  if (columns === 0) return 1
  return Math.max(1, Math.min(batchSize, Math.floor(PARAMETERS[dialect.name] / columns)))
}

/** Whether a row may refer to one before it. */
function refersToItself({ foreignKeys, tableName }: EntityMetadata): boolean {
  return foreignKeys.some(({ referencedEntityMetadata: other }) => other.tableName === tableName)
}

/** What tells which row is updated: PostgreSQL updates none twice in one statement, and the last one is to win. */
function conflictKey(
  { given }: InsertPlan,
  values: readonly unknown[],
  conflict: Conflict | undefined
): string | undefined {
  if (conflict?.action !== 'update') return undefined
  const parts = given.flatMap(({ column }, index) =>
    conflict.target.includes(column) ? [values[index]] : []
  )
  // no two rows without a value are equal
  return parts.some((part) => part === null) ? undefined : keyText(parts)
}

function badBatchSize(size: number): NuagesError {
  return new NuagesError(
    'MODEL_BAD_BATCH_SIZE',
    `Rows were to be stored in batches of ${size}.`,
    'Use a whole number from 1.'
  )
}
