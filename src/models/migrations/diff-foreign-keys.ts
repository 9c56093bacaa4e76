import { isSameKey } from './compare-definitions'
import type { ColumnChanges } from './diff-columns'
import type { MigrationPlan } from './plan'
import type { ForeignKeyDefinition, TableDefinition } from './schema'

type Changes = ReadonlyMap<string, ColumnChanges>

/** Drop the foreign keys that are gone or different, and those that an engine wants out of the way of a change. */
export function dropForeignKeys(plan: MigrationPlan, changes: Changes): void {
  for (const table of [...plan.keptTables, ...plan.goneTables]) {
    const isGone = !(table in plan.goal.tables)
    const wanted = isGone ? {} : (plan.after(table).foreignKeys ?? {})
    for (const [name, definition] of Object.entries(plan.before(table).foreignKeys ?? {})) {
      const next = wanted[name]
      const isKept = isGone || (next !== undefined && isSameKey(definition, next))
      if (isKept && !isInTheWay(plan, changes, table, definition)) continue
      plan.add({ kind: 'dropForeignKey', table, name, definition })
    }
  }
}

function isInTheWay(
  plan: MigrationPlan,
  changes: Changes,
  table: string,
  { columns, references }: ForeignKeyDefinition
): boolean {
  const ends = [
    { table, columns },
    { table: references.table, columns: references.columns }
  ]
  if (changes.get(references.table)?.isRekeyed) return true
  return ends.some((end) => {
    const change = changes.get(end.table)
    if (change === undefined) return false
    if (end.columns.some((column) => change.recomputed.has(column))) return true
    if (plan.engine === 'sqlite') return false
    if (plan.engine === 'mysql' && change.isRekeyed) return true
    const touched = plan.engine === 'mysql' ? change.altered : change.retyped
    return end.columns.some((column) => touched.has(column)) || losesIndex(plan, end)
  })
}

// a key rests on an index: PostgreSQL and MySQL let none go that it needs, and MySQL forgets its own when another comes
function losesIndex(
  plan: MigrationPlan,
  end: { table: string; columns: readonly string[] }
): boolean {
  const before = namedColumns(plan.before(end.table))
  const after = namedColumns(plan.after(end.table))
  const isBelow = ([, columns]: Entry): boolean =>
    end.columns.every((column, index) => columns[index] === column)
  const differs = ([name, columns]: Entry, others: Entry[]): boolean =>
    !others.some(([other, list]) => other === name && String(list) === String(columns))
  return (
    before.some((entry) => isBelow(entry) && differs(entry, after)) ||
    (plan.engine === 'mysql' && after.some((entry) => isBelow(entry) && differs(entry, before)))
  )
}

type Entry = readonly [string, readonly string[]]

function namedColumns({ indices = {}, uniques = {} }: TableDefinition): Entry[] {
  return [...Object.entries(indices), ...Object.entries(uniques)].map(([name, { columns }]) => [
    name,
    columns
  ])
}
