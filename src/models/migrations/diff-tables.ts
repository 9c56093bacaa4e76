import { isSameColumn } from './compare-definitions'
import { keyOf } from './diff-columns'
import type { MigrationPlan } from './plan'
import type { ForeignKeyDefinition, TableDefinition } from './schema'
import { compact, unlessEmpty } from './schema-state'

type Tables = Readonly<Record<string, TableDefinition>>

/** Create the tables that are new, each after those it refers to; a key that closes a circle is added after all. */
export function createTables(plan: MigrationPlan): void {
  for (const table of inDependencyOrder(plan.newTables, plan.goal.tables)) {
    const { foreignKeys = {}, exclusions: _later, ...rest } = plan.after(table)
    const own = Object.fromEntries(
      Object.entries(foreignKeys).filter(([, key]) => isReady(plan, table, key))
    )
    const definition = compact({ ...rest, foreignKeys: unlessEmpty(own) })
    plan.add({ kind: 'createTable', table, definition })
  }
}

// whether what a key refers to is there already, as it will be
function isReady(
  plan: MigrationPlan,
  table: string,
  { references }: ForeignKeyDefinition
): boolean {
  if (references.table === table) return true
  const before = plan.state.tables[references.table]
  const after = plan.after(references.table)
  return (
    before !== undefined &&
    references.columns.every((name) => {
      const column = before.columns[name]
      return column !== undefined && isSameColumn(column, after.columns[name]!)
    }) &&
    isUnique(before, references.columns) &&
    String(keyOf(before)) === String(keyOf(after))
  )
}

function isUnique(table: TableDefinition, names: readonly string[]): boolean {
  const unique = Object.values(table.indices ?? {}).filter((index) => index.unique)
  return [{ columns: keyOf(table) }, ...Object.values(table.uniques ?? {}), ...unique].some(
    ({ columns }) => [...columns].sort().join() === [...names].sort().join()
  )
}

/** Drop the tables that are gone, each before those it refers to. */
export function dropTables(plan: MigrationPlan): void {
  const order = inDependencyOrder(plan.goneTables, plan.state.tables).reverse()
  for (const [index, table] of order.entries()) {
    const rest = order.slice(index + 1)
    for (const other of rest) {
      for (const [name, definition] of Object.entries(plan.before(other).foreignKeys ?? {})) {
        if (definition.references.table !== table) continue
        plan.add({ kind: 'dropForeignKey', table: other, name, definition })
      }
    }
    for (const [name, definition] of Object.entries(plan.before(table).exclusions ?? {})) {
      plan.add({ kind: 'dropExclusion', table, name, definition })
    }
    plan.add({ kind: 'dropTable', table, definition: plan.before(table) })
  }
}

/** Comments and storage engines. */
export function changeTableOptions(plan: MigrationPlan): void {
  for (const table of plan.keptTables) {
    const before = plan.before(table)
    const after = plan.after(table)
    if (before.comment !== after.comment) {
      plan.add({ kind: 'commentTable', table, from: before.comment, to: after.comment })
    }
    if (before.engine !== after.engine) {
      plan.add({ kind: 'changeEngine', table, from: before.engine, to: after.engine })
    }
  }
}

/** `names`, each after those that it refers to as far as there is no circle. */
export function inDependencyOrder(names: readonly string[], tables: Tables): string[] {
  const done = new Set<string>()
  const visit = (name: string): void => {
    if (done.has(name) || !names.includes(name)) return
    done.add(name)
    const keys = Object.values(tables[name]!.foreignKeys ?? {})
    keys
      .map(({ references }) => references.table)
      .sort()
      .forEach(visit)
    ordered.push(name)
  }
  const ordered: string[] = []
  names.forEach(visit)
  return ordered
}
