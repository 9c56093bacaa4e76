import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { keyColumns, unknownField } from '../fields'
import { UnusableField } from '../errors'
import type { Table } from '../query/plan-cache'
import { rowColumn } from './row-column'
import { isSettable } from './update-plan'

/** The columns of these fields; an error where one cannot be saved, or where `row` has nothing for it. */
export function columnsToSave(
  { metadata, dialect }: Table,
  row: ObjectLiteral,
  only: readonly string[]
): ReadonlySet<ColumnMetadata> {
  const columns = new Set<ColumnMetadata>()
  for (const name of only) {
    const found = columnsOf(metadata, name)
    if (found.length === 0) throw unknownField(metadata, name)
    for (const column of found) {
      assertSettable(column, name)
      if (rowColumn(metadata, dialect, column).read(row) === undefined) {
        throw new UnusableField(
          metadata.name,
          name,
          'is to be saved, and is undefined',
          'Set it first; null is the way to say "nothing".'
        )
      }
      columns.add(column)
    }
  }
  return columns
}

/** The columns of a field: of a relation to one row its key, of an embedded object all of its own. */
export function columnsOf(metadata: Table['metadata'], name: string): readonly ColumnMetadata[] {
  const relation = metadata.findRelationWithPropertyPath(name)
  if (relation !== undefined) return keyColumns(relation)
  const column = metadata.findColumnWithPropertyPath(name)
  if (column !== undefined) return [column]
  return metadata.findEmbeddedWithPropertyPath(name)?.columnsFromTree ?? []
}

/** An error where the value of `column` is not for a row to say. */
export function assertSettable(column: ColumnMetadata, name: string): void {
  if (isSettable(column)) return
  const { entityMetadata, isVersion, isUpdateDate, isPrimary, asExpression } = column
  const isKept = isVersion || isUpdateDate || asExpression !== undefined
  const why = isPrimary
    ? 'is the key of a row, which stays'
    : isKept
      ? 'is set with every change'
      : 'is declared with `update: false`'
  throw new UnusableField(entityMetadata.name, name, why, 'Leave it out.')
}
