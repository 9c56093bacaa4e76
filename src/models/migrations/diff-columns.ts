import { typeBetween } from './casts'
import { isRecomputed, isRetyped, isSameColumn } from './compare-definitions'
import type { MigrationPlan } from './plan'
import type { ColumnDefinition, TableDefinition } from './schema'
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
  /** The primary key gets other columns. */
  readonly isRekeyed: boolean
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
    recomputed: recomputedColumns(before, after, engine === 'sqlite' ? new Set() : retyped),
    isRekeyed: String(keyOf(before).sort()) !== String(keyOf(after).sort())
  }
}

/** The columns of a primary key. */
export function keyOf({ columns }: TableDefinition): string[] {
  return Object.keys(columns).filter((name) => columns[name]!.primary)
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

/** Change the columns that differ and add those that are new; what leaves the primary key does so first. */
export function addAndAlterColumns(plan: MigrationPlan): void {
  for (const table of plan.keptTables) {
    const { columns } = plan.after(table)
    const fresh = Object.keys(columns).filter((name) => !(name in plan.before(table).columns))
    const isComputed = (name: string): boolean => columns[name]!.generatedAs !== undefined
    const isOneOfSeveral = keyOf(plan.after(table)).length > 1
    const add = (name: string): void => {
      // so that what undoes it takes the column out of the key before it drops it
      const definition = isOneOfSeveral ? withoutKey(columns[name]!) : columns[name]!
      plan.add({ kind: 'addColumn', table, name, definition })
    }
    if (isKeySaidElsewhere(plan, table)) leaveKey(plan, table)
    alterColumns(plan, table, leavesKey)
    fresh.filter((name) => !isComputed(name)).forEach(add)
    alterColumns(plan, table, () => true)
    fresh.filter(isComputed).forEach(add)
  }
}

// SQLite says that a column counts up where the column is said to be the key, which several columns cannot be
function isKeySaidElsewhere(plan: MigrationPlan, table: string): boolean {
  const [before, after] = [plan.before(table), plan.after(table)]
  const counts = ({ columns }: TableDefinition): boolean =>
    Object.values(columns).some(({ generated }) => generated === 'increment')
  const isSeveral = keyOf(before).length > 1 !== keyOf(after).length > 1
  return plan.engine === 'sqlite' && isSeveral && (counts(before) || counts(after))
}

function leaveKey(plan: MigrationPlan, table: string): void {
  for (const name of keyOf(plan.before(table))) {
    const from = plan.before(table).columns[name]!
    plan.add({ kind: 'alterColumn', table, name, from, to: withoutKey(from) })
  }
}

function alterColumns(plan: MigrationPlan, table: string, isChosen: typeof leavesKey): void {
  const { columns } = plan.after(table)
  for (const [name, from] of Object.entries(plan.before(table).columns)) {
    const to = columns[name] ?? withoutKey(from)
    if (isSameColumn(from, to) || !isChosen(from, to)) continue
    const way = typeBetween({ from, to }, plan.engine)
    if (way !== undefined) plan.add({ kind: 'alterColumn', table, name, from, to: way })
    plan.add({ kind: 'alterColumn', table, name, from: way ?? from, to })
  }
}

// a counter has to be the whole of a primary key on SQLite, and some key on MySQL
function leavesKey(from: ColumnDefinition, to: ColumnDefinition): boolean {
  const isCounted = from.generated !== undefined && from.generated !== to.generated
  return (from.primary === true && to.primary !== true) || isCounted
}

function withoutKey(column: ColumnDefinition): ColumnDefinition {
  if (column.primary !== true) return column
  const { primary: _primary, generated, ...rest } = column
  return generated === 'uuid' ? { ...rest, generated } : rest
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
