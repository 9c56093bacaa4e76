import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { UnusableField } from '../errors'
import { keyColumns, keyOf, unknownField } from '../fields'
import { Expression, shapeOfNode } from '../query/expression'
import { assertFields } from './given-fields'
import { momentOf } from './own-values'

/** A column, and what it is to hold: a value of its property, or what the database computes. */
export interface Change {
  readonly column: ColumnMetadata
  readonly value: unknown
}

/** The columns that `changes` name, with their new values; those that are undefined are left out. */
export function changesOf(metadata: EntityMetadata, changes: object, prefix = ''): Change[] {
  assertFields(metadata, changes, prefix.slice(0, -1))
  return Object.entries(changes).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined) return []
    const path = prefix + name
    const relation = metadata.findRelationWithPropertyPath(path)
    if (relation !== undefined) {
      return keyColumns(relation).map((column) => ({
        column: changeable(column, path),
        value: keyOf(relation, column, value)
      }))
    }
    const column = metadata.findColumnWithPropertyPath(path)
    if (column !== undefined) return [{ column: changeable(column, path), value }]
    const embedded = metadata.findEmbeddedWithPropertyPath(path)
    if (embedded === undefined) throw unknownField(metadata, path)
    return changesOf(metadata, value as object, `${path}.`)
  })
}

/** With the time of the change, where a column keeps it and nobody gives it. */
export function withDate(
  { updateDateColumn: column }: EntityMetadata,
  changes: Change[]
): Change[] {
  if (column === undefined || changes.some((change) => change.column === column)) return changes
  const make = momentOf(column)
  return make === undefined ? changes : [...changes, { column, value: make() }]
}

/** What tells changes apart that need different SQL. */
export function shapeOfChanges(changes: readonly Change[]): string {
  const terms = changes.map(({ column, value }) => {
    const name = JSON.stringify(column.propertyPath)
    // the columns of a relation have one path
    const key = column.referencedColumn?.propertyPath ?? ''
    return `${name}${key}=${value instanceof Expression ? shapeOfNode(value.node) : '?'}`
  })
  return `set ${terms.join()}`
}

function changeable(column: ColumnMetadata, path: string): ColumnMetadata {
  const { entityMetadata, asExpression, isUpdate, isVirtualProperty } = column
  if (isUpdate && asExpression === undefined) return column
  throw new UnusableField(
    entityMetadata.name,
    path,
    isVirtualProperty || asExpression !== undefined
      ? 'is computed by the database'
      : 'is declared with `update: false`',
    'Leave it out.'
  )
}
