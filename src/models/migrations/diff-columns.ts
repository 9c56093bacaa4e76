import { isRecomputed, isRetyped, isSameColumn } from './compare-definitions'
import type { MigrationPlan } from './plan'
import type { TableDefinition } from './schema'
import type { EngineName } from './schema-state'
import { mentions } from './sql-tokens'

/** The columns of a table that others may depend on while they change. */
export interface ColumnChanges {
  /** Changed in any way. */
  readonly altered: ReadonlySet<string>
  /** Changed so that values may get another form. */
  readonly retyped: ReadonlySet<string>
  /** Computed columns that are dropped, and made again where they are still wanted. */
  readonly recomputed: ReadonlySet<string>
}

/** What changes among the columns of a table that stays. */
export function columnChanges(
  before: TableDefinition,
  after: TableDefinition,
  engine: EngineName
): ColumnChanges {
  const kept = Object.keys(before.columns).filter((name) => name in after.columns)
  const differs = (isDifferent: typeof isRetyped): Set<string> =>
    new Set(kept.filter((name) => isDifferent(before.columns[name]!, after.columns[name]!)))
  const retyped = differs(isRetyped)
  return {
    altered: differs((a, b) => !isSameColumn(a, b)),
    retyped,
    recomputed: recomputedColumns(before, after, engine === 'sqlite' ? new Set() : retyped)
  }
}

// PostgreSQL and MySQL do not change a column that another one is computed from
function recomputedColumns(
  before: TableDefinition,
  after: TableDefinition,
  retyped: ReadonlySet<string>
): Set<string> {
  const columns = Object.entries(before.columns)
  const recomputed = new Set<string>()
  for (const [name, column] of columns) {
    const next = after.columns[name]
    const isGone = next === undefined && column.generatedAs !== undefined
    if (isGone || (next !== undefined && isRecomputed(column, next))) recomputed.add(name)
  }
  for (let count = -1; count < recomputed.size;) {
    count = recomputed.size
    const moved = [...recomputed, ...retyped]
    for (const [name, { generatedAs }] of columns) {
      const isMoved = moved.some((other) => mentions(generatedAs ?? '', other))
      if (generatedAs !== undefined && isMoved) recomputed.add(name)
    }
  }
  return recomputed
}

/** Add columns, those that are computed from others last, and change those that differ. */
export function addAndAlterColumns(plan: MigrationPlan): void {
  for (const table of plan.keptTables) {
    const { columns } = plan.after(table)
    const fresh = Object.keys(columns).filter((name) => !(name in plan.before(table).columns))
    const isComputed = (name: string): boolean => columns[name]!.generatedAs !== undefined
    const add = (name: string): void =>
      plan.add({ kind: 'addColumn', table, name, definition: columns[name]! })
    fresh.filter((name) => !isComputed(name)).forEach(add)
    for (const [name, to] of Object.entries(columns)) {
      const from = plan.before(table).columns[name]
      if (from !== undefined && !isSameColumn(from, to)) {
        plan.add({ kind: 'alterColumn', table, name, from, to })
      }
    }
    fresh.filter(isComputed).forEach(add)
  }
}

/** Drop the columns that are gone. */
export function dropColumns(plan: MigrationPlan): void {
  for (const table of plan.keptTables) {
    for (const [name, definition] of Object.entries(plan.before(table).columns)) {
      if (name in plan.after(table).columns) continue
      plan.add({ kind: 'dropColumn', table, name, definition })
    }
  }
}
