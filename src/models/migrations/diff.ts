import { addAndAlterColumns, dropColumns } from './diff-columns'
import { addConstraints, dropConstraints } from './diff-constraints'
import { alterSharedEnums } from './diff-enums'
import { renameThings } from './diff-names'
import { changeTableOptions, createTables, dropTables } from './diff-tables'
import { betweenViews } from './diff-views'
import type { Operation } from './operations'
import { MigrationPlan } from './plan'
import { NO_RENAMES, type Renames } from './renames'
import type { EngineName, SchemaState } from './schema-state'

/**
 * The operations that make one schema of another.
 *
 * What is new comes before what goes, so that a data migration has a place to stand between them.
 */
export function diffSchemas(
  from: SchemaState,
  to: SchemaState,
  engine: EngineName,
  renames: Renames = NO_RENAMES
): Operation[] {
  const plan = new MigrationPlan(from, to, engine)
  renameThings(plan, renames)
  dropConstraints(plan)
  alterSharedEnums(plan)
  createTables(plan)
  changeTableOptions(plan)
  addAndAlterColumns(plan)
  addConstraints(plan)
  dropColumns(plan)
  dropTables(plan)
  return betweenViews(plan.operations, from.views, to.views, engine)
}
