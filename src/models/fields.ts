import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { NuagesError } from '../errors'
import { NotSaved, UnknownField, UnusableField } from './errors'

/** The names of columns and relations that an entity has. */
export function fieldNames({ columns, relations }: EntityMetadata): string[] {
  const fields = [...columns.filter(({ isVirtual }) => !isVirtual), ...relations]
  return [...new Set(fields.map(({ propertyPath }) => propertyPath))]
}

/** The relation of that name; an error where there is none. */
export function relationOf(metadata: EntityMetadata, name: string): RelationMetadata {
  const relation = metadata.findRelationWithPropertyPath(name)
  if (relation !== undefined) return relation
  const column = metadata.findColumnWithPropertyPath(name)
  if (column === undefined) throw unknownField(metadata, name, metadata.relations)
  throw new UnusableField(metadata.name, name, 'is no relation', 'Columns are always loaded.')
}

export function unknownField(
  metadata: EntityMetadata,
  name: string,
  known: readonly { propertyPath: string }[] = []
): UnknownField {
  const names = known.length > 0 ? known.map((field) => field.propertyPath) : fieldNames(metadata)
  return new UnknownField(metadata.name, name, names)
}

/** The columns of this table that refer to the one row on the other side. */
export function keyColumns(relation: RelationMetadata): readonly ColumnMetadata[] {
  if (relation.joinColumns.length > 0 && !relation.isManyToMany) return relation.joinColumns
  const { entityMetadata, propertyPath, inverseEntityMetadata: other } = relation
  throw new UnusableField(
    entityMetadata.name,
    propertyPath,
    'is kept in another table',
    relation.isManyToMany
      ? `Use row.related('${propertyPath}'), which finds, adds, sets and removes its ${other.name} rows; .with('${propertyPath}') loads them.`
      : `Ask ${other.name} instead, whose rows refer to ${entityMetadata.name}.`
  )
}

/** What `column`, one of a relation's key columns, holds for a row that is given by its key or as an object. */
export function keyOf(relation: RelationMetadata, column: ColumnMetadata, row: unknown): unknown {
  const { referencedColumn } = column
  if (typeof row === 'object' && row !== null && !(row instanceof Date)) {
    assertRowOf(relation.inverseEntityMetadata, row)
    const key: unknown = referencedColumn!.getEntityValue(row)
    if (key === undefined || key === null) throw new NotSaved(relation.inverseEntityMetadata.name)
    return key
  }
  if (row === null || relation.joinColumns.length === 1) return row
  const parts = relation.joinColumns.map((part) => part.referencedColumn!.propertyName)
  throw new UnusableField(
    relation.entityMetadata.name,
    relation.propertyPath,
    `refers to a key of ${parts.length} parts`,
    `Give an object with ${parts.join(' and ')}.`
  )
}

/** An error where `row` is of another entity than `metadata`: its key would be taken for one of these rows. */
export function assertRowOf({ name, target, dataSource }: EntityMetadata, row: object): void {
  if (typeof target !== 'function' || row instanceof target) return
  const other = dataSource.entityMetadatasMap.get(row.constructor)
  if (other === undefined) return
  throw new NuagesError(
    'MODEL_BAD_PARAMETER',
    `A row of ${other.name} stands where one of ${name} is needed.`,
    `Give a ${name}, or its key.`
  )
}

/** The key of a row, as properties. */
export function primaryKey(metadata: EntityMetadata, row: object): Record<string, unknown> {
  const key = metadata.getEntityIdMap(row)
  if (key === undefined) throw new NotSaved(metadata.name)
  return key
}

/** Put what a relation leads to into `row`; TypeORM's own way of it would merge it into what is there. */
export function setRelated(relation: RelationMetadata, row: ObjectLiteral, value: unknown): void {
  if (relation.embeddedMetadata !== undefined || relation.isLazy)
    relation.setEntityValue(row, value)
  else row[relation.propertyName] = value
}
