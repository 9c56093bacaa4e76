import { isSameCheck, isSameIndex, isSameKey } from './compare-definitions'
import type { MigrationPlan } from './plan'
import type { Renames } from './renames'

/** Rename what was said to be renamed, and what is called after it. */
export function renameThings(plan: MigrationPlan, { tables, columns }: Renames): void {
  for (const [from, to] of tables) plan.add({ kind: 'renameTable', from, to })
  for (const [table, names] of columns) {
    for (const [from, to] of names) plan.add({ kind: 'renameColumn', table, from, to })
  }
  renameEnums(plan)
  for (const table of plan.keptTables) renameConstraints(plan, table)
}

/** The types of enums are called after table and column (PostgreSQL). */
function renameEnums(plan: MigrationPlan): void {
  for (const table of plan.keptTables) {
    for (const [name, { enumName: to }] of Object.entries(plan.after(table).columns)) {
      const from = plan.before(table).columns[name]?.enumName
      if (from === undefined || to === undefined || from === to) continue
      if (isWholeEnum(plan, from, to)) plan.add({ kind: 'renameEnum', table, from, to })
    }
  }
}

function isWholeEnum({ state, goal }: MigrationPlan, from: string, to: string): boolean {
  const isUsed = (schema: MigrationPlan['state'], enumName: string): boolean =>
    Object.values(schema.tables).some(({ columns }) =>
      Object.values(columns).some((column) => column.enumName === enumName)
    )
  return !isUsed(state, to) && !isUsed(goal, from)
}

// a constraint that is there under another name, as after its table or column was renamed
function renameConstraints(plan: MigrationPlan, table: string): void {
  const before = plan.before(table)
  const after = plan.after(table)
  for (const [from, to] of pairs(before.indices, after.indices, isSameIndex)) {
    plan.add({ kind: 'renameIndex', table, from, to })
  }
  for (const [from, to] of pairs(before.uniques, after.uniques, isSameKey)) {
    plan.add({ kind: 'renameUnique', table, from, to })
  }
  for (const [from, to] of pairs(before.checks, after.checks, isSameCheck)) {
    plan.add({ kind: 'renameCheck', table, from, to })
  }
  for (const [from, to] of pairs(before.foreignKeys, after.foreignKeys, isSameKey)) {
    plan.add({ kind: 'renameForeignKey', table, from, to })
  }
}

function pairs<T>(
  before: Readonly<Record<string, T>> = {},
  after: Readonly<Record<string, T>> = {},
  isEqual: (a: T, b: T) => boolean
): [string, string][] {
  const fresh = Object.keys(after).filter((name) => !(name in before))
  const found: [string, string][] = []
  for (const from of Object.keys(before).sort()) {
    if (from in after) continue
    const at = fresh.findIndex((to) => isEqual(before[from]!, after[to]!))
    if (at !== -1) found.push([from, fresh.splice(at, 1)[0]!])
  }
  return found
}
