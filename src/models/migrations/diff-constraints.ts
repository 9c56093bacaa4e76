import { isSameCheck, isSameIndex, isSameKey } from './compare-definitions'
import { columnChanges, type ColumnChanges } from './diff-columns'
import { dropForeignKeys } from './diff-foreign-keys'
import type { MigrationPlan } from './plan'
import type { CheckDefinition } from './schema'
import { mentions } from './sql-tokens'

/** Drop the constraints and computed columns that are gone or different, or stand in the way of what comes. */
export function dropConstraints(plan: MigrationPlan): void {
  const changes = new Map(
    plan.keptTables.map((table) => [
      table,
      columnChanges(plan.before(table), plan.after(table), plan.engine)
    ])
  )
  dropForeignKeys(plan, changes)
  for (const [table, change] of changes) {
    dropChecks(plan, table, change)
    dropUniques(plan, table, change)
    dropIndices(plan, table, change)
    for (const name of change.recomputed) {
      const definition = plan.before(table).columns[name]!
      plan.add({ kind: 'dropColumn', table, name, definition })
    }
  }
  freeNames(plan)
}

function dropChecks(plan: MigrationPlan, table: string, changes: ColumnChanges): void {
  const before = plan.before(table)
  const after = plan.after(table)
  const isGone = (check: CheckDefinition, next?: CheckDefinition): boolean =>
    next === undefined || !isSameCheck(check, next) || isMoved(check.expression, plan, changes)
  for (const [name, definition] of Object.entries(before.checks ?? {})) {
    if (!isGone(definition, after.checks?.[name])) continue
    plan.add({ kind: 'dropCheck', table, name, definition })
  }
  for (const [name, definition] of Object.entries(before.exclusions ?? {})) {
    if (!isGone(definition, after.exclusions?.[name])) continue
    plan.add({ kind: 'dropExclusion', table, name, definition })
  }
}

function dropUniques(plan: MigrationPlan, table: string, { recomputed }: ColumnChanges): void {
  const { uniques: wanted = {} } = plan.after(table)
  for (const [name, definition] of Object.entries(plan.before(table).uniques ?? {})) {
    const next = wanted[name]
    const isKept = next !== undefined && isSameKey(definition, next)
    if (isKept && !definition.columns.some((column) => recomputed.has(column))) continue
    plan.add({ kind: 'dropUnique', table, name, definition })
  }
}

function dropIndices(plan: MigrationPlan, table: string, changes: ColumnChanges): void {
  const { indices: wanted = {} } = plan.after(table)
  for (const [name, definition] of Object.entries(plan.before(table).indices ?? {})) {
    const next = wanted[name]
    const isKept = next !== undefined && isSameIndex(definition, next)
    const isRebuilt = definition.columns.some((column) => changes.recomputed.has(column))
    // PostgreSQL words the condition anew, and not as it would word it at first
    const words = definition.where === undefined ? [] : [definition.where, ...definition.columns]
    if (isKept && !isRebuilt && !isMoved(words.join(' '), plan, changes)) continue
    plan.add({ kind: 'dropIndex', table, name, definition })
  }
}

// an expression was compiled for the types that its columns had
function isMoved(
  sql: string,
  { engine }: MigrationPlan,
  { retyped, recomputed }: ColumnChanges
): boolean {
  const moved = engine === 'sqlite' ? recomputed : [...retyped, ...recomputed]
  return [...moved].some((column) => mentions(sql, column))
}

// names of indices are unique within a schema: one on a table that goes last may be wanted by then
function freeNames(plan: MigrationPlan): void {
  const wanted = new Set(
    Object.values(plan.goal.tables).flatMap(({ indices = {}, uniques = {}, foreignKeys = {} }) => [
      ...Object.keys(indices),
      ...Object.keys(uniques),
      ...Object.keys(foreignKeys)
    ])
  )
  for (const table of plan.goneTables) {
    const { indices = {}, uniques = {}, foreignKeys = {} } = plan.before(table)
    for (const [name, definition] of Object.entries(foreignKeys)) {
      if (wanted.has(name)) plan.add({ kind: 'dropForeignKey', table, name, definition })
    }
    for (const [name, definition] of Object.entries(uniques)) {
      if (wanted.has(name)) plan.add({ kind: 'dropUnique', table, name, definition })
    }
    for (const [name, definition] of Object.entries(indices)) {
      if (wanted.has(name)) plan.add({ kind: 'dropIndex', table, name, definition })
    }
  }
}

/** Add the constraints that are missing, foreign keys last. */
export function addConstraints(plan: MigrationPlan): void {
  for (const table of plan.keptTables) {
    const { indices, uniques, checks, exclusions } = plan.after(table)
    const missing = <T>(
      wanted: Readonly<Record<string, T>> = {},
      there: object = {}
    ): [string, T][] => Object.entries(wanted).filter(([name]) => !(name in there))
    const before = plan.before(table)
    for (const [name, definition] of missing(uniques, before.uniques)) {
      plan.add({ kind: 'addUnique', table, name, definition })
    }
    for (const [name, definition] of missing(indices, before.indices)) {
      plan.add({ kind: 'addIndex', table, name, definition })
    }
    for (const [name, definition] of missing(checks, before.checks)) {
      plan.add({ kind: 'addCheck', table, name, definition })
    }
    for (const [name, definition] of missing(exclusions, before.exclusions)) {
      plan.add({ kind: 'addExclusion', table, name, definition })
    }
  }
  for (const table of plan.keptTables) {
    for (const [name, definition] of Object.entries(plan.after(table).foreignKeys ?? {})) {
      if (name in (plan.before(table).foreignKeys ?? {})) continue
      plan.add({ kind: 'addForeignKey', table, name, definition })
    }
  }
}
