import { joinFragments, sql, type Fragment } from './fragment'
import type { Scope } from './scope'

/** What tells the rows of one class from those of others that share its table. */
export function classConditions(scope: Scope): Fragment[] {
  const { metadata } = scope
  const { discriminatorColumn } = metadata
  if (discriminatorColumn === undefined || metadata.tableType !== 'entity-child') return []
  const values = [metadata, ...metadata.childEntityMetadatas].map(
    ({ discriminatorValue }) => sql`${() => discriminatorValue}`
  )
  return [sql`${scope.column(discriminatorColumn)} IN (${joinFragments(values, ', ')})`]
}
