import { isSameColumn } from './compare-definitions'
import type { MigrationPlan } from './plan'

/**
 * Give a shared enum (PostgreSQL) its new values before a table or column comes that has it too; what undoes it lets
 * the newcomer go first.
 */
export function alterSharedEnums(plan: MigrationPlan): void {
  const wanted = enumsOfNewcomers(plan)
  for (const table of plan.keptTables) {
    for (const [name, from] of Object.entries(plan.before(table).columns)) {
      const to = plan.after(table).columns[name]
      if (to === undefined || from.primary || to.primary || isSameColumn(from, to)) continue
      const isShared = from.enumName !== undefined && from.enumName === to.enumName
      if (isShared && wanted.has(to.enumName!)) {
        plan.add({ kind: 'alterColumn', table, name, from, to })
      }
    }
  }
}

function enumsOfNewcomers(plan: MigrationPlan): Set<string> {
  const columns = Object.entries(plan.goal.tables).flatMap(([table, { columns }]) => {
    const before = plan.state.tables[table]?.columns ?? {}
    return Object.entries(columns).filter(([name]) => !(name in before))
  })
  return new Set(columns.flatMap(([, { enumName }]) => (enumName === undefined ? [] : [enumName])))
}
