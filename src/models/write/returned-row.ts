import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { setRelated } from '../fields'
import { converterOf } from '../query/stored-value'
import { returnedColumn } from './insert-plan'

/** The columns that a row has as properties. */
export function ownColumns({ columns }: EntityMetadata): ColumnMetadata[] {
  return columns.filter(
    ({ isVirtual, isVirtualProperty, isSelect }) => !isVirtual && !isVirtualProperty && isSelect
  )
}

/** Those of `columns` that refer to other rows, and are no properties. */
export function referringColumns(columns: readonly ColumnMetadata[]): ColumnMetadata[] {
  return columns.filter(
    ({ isVirtual, relationMetadata }) => isVirtual && relationMetadata !== undefined
  )
}

/** What puts an answer of RETURNING into a row. */
export function compileFill(
  columns: readonly ColumnMetadata[]
): (row: ObjectLiteral, answer: ObjectLiteral) => void {
  const setters = columns.map((column, index) => {
    const { isVirtual, relationMetadata: relation } = column
    return isVirtual && relation !== undefined
      ? { name: `c${index}`, set: keySetter(relation, column) }
      : returnedColumn(column, index)
  })
  return (row, answer) => {
    for (const { name, set } of setters) set(row, answer[name])
  }
}

/** A relation leads to an object that has a key, and nothing else. */
function keySetter(
  relation: RelationMetadata,
  { referencedColumn }: ColumnMetadata
): (row: ObjectLiteral, value: unknown) => void {
  const convert = converterOf(referencedColumn!)
  return (row, value) => {
    if (value === null) return setRelated(relation, row, null)
    const known = relation.getEntityValue(row) as ObjectLiteral | undefined
    const related = known ?? (relation.inverseEntityMetadata.create() as ObjectLiteral)
    referencedColumn!.setEntityValue(related, convert === undefined ? value : convert(value))
    setRelated(relation, row, related)
  }
}
