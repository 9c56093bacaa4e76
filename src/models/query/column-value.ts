import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { isBigInteger } from '../big-integers'
import { UnusableField } from '../errors'
import { unknownField } from '../fields'
import type { Dialect } from './dialects/dialect'
import { sql, type Fragment } from './fragment'
import type { Scope } from './scope'
import { converterOf, storedColumn } from './stored-value'
import type { Value } from './value'

/** What a path names, over relations to one row: an annotation, a column, or the key of a row that is referred to. */
export function valueAt(scope: Scope, path: string): Value {
  const named = scope.names?.find(path)
  if (named !== undefined) return named
  const { metadata } = scope
  const relation = metadata.findRelationWithPropertyPath(path)
  if (relation !== undefined) return keyValue(scope, relation)
  const column = metadata.findColumnWithPropertyPath(path)
  if (column !== undefined) return columnValue(scope, column)
  const through = metadata.relations.find(({ propertyPath }) => path.startsWith(`${propertyPath}.`))
  if (through === undefined) throw notAValue(scope, path)
  if (through.isOneToMany || through.isManyToMany) throw leadsToMany(through)
  return valueAt(scope.join(through), path.slice(through.propertyPath.length + 1))
}

/** The key of the row that a relation to one row refers to. */
export function keyValue(scope: Scope, relation: RelationMetadata): Value {
  if (relation.isOneToMany || relation.isManyToMany) throw leadsToMany(relation)
  const { joinColumns, isOwning, inverseEntityMetadata: other } = relation
  const [column, second] = isOwning ? joinColumns : other.primaryColumns
  if (column === undefined || second !== undefined) {
    const { metadata } = scope
    const hint = `Name its parts: "${relation.propertyPath}.${other.primaryColumns[0]?.propertyPath}" and the others.`
    throw new UnusableField(metadata.name, relation.propertyPath, 'has no key of one part', hint)
  }
  return columnValue(isOwning ? scope : scope.join(relation), column)
}

export function columnValue(scope: Scope, column: ColumnMetadata): Value {
  const stored = storedColumn(column)
  const computed = column.isVirtualProperty ? column.query?.(scope.alias) : undefined
  return {
    fragment: sql`${computed === undefined ? scope.column(column) : `(${computed})`}`,
    convert: converterOf(stored),
    column: stored
  }
}

/** What stands between SELECT and FROM for a value: SQLite reads some types exactly only through a function. */
export function selected({ fragment, column }: Value, { name }: Dialect): Fragment {
  if (column === undefined || name !== 'sqlite') return fragment
  if (isBigInteger(column)) return sql`CAST(${fragment} AS TEXT)`
  return column.type === 'jsonb' ? sql`json(${fragment})` : fragment
}

function notAValue({ metadata }: Scope, path: string): Error {
  const embedded = metadata.findEmbeddedWithPropertyPath(path)
  if (embedded === undefined) return unknownField(metadata, path)
  const [column] = embedded.columnsFromTree
  const hint = `Name its columns: "${column?.propertyPath}" and the others.`
  return new UnusableField(metadata.name, path, 'is made of several columns', hint)
}

function leadsToMany({ entityMetadata, propertyPath }: RelationMetadata): UnusableField {
  const hint = `Count or add up what it leads to: count('${propertyPath}').`
  return new UnusableField(entityMetadata.name, propertyPath, 'leads to many rows', hint)
}
