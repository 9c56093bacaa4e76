import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { Dialect } from '../query/dialects/dialect'
import { hasLoaded } from '../query/row-class'
import { tableName } from '../query/scope'
import { ALL_ROWS } from './target'

/**
 * Whether null may stand for a row that is marked as deleted, in a relation that was loaded: then it does not mean that
 * `row` refers to none.
 */
export function mayBeHidden({ relationMetadata: relation }: ColumnMetadata, row: object): boolean {
  if (relation?.inverseEntityMetadata.deleteDateColumn === undefined) return false
  return hasLoaded(row as ObjectLiteral, relation.propertyName)
}

/** What keeps a reference to a row that is marked as deleted, and is null else. */
export function keptReference(column: ColumnMetadata, dialect: Dialect): string {
  const { joinColumns, inverseEntityMetadata: other } = column.relationMetadata!
  const quoted = ({ databaseName }: ColumnMetadata): string => dialect.quote(databaseName)
  const table = tableName(column.entityMetadata, dialect)
  const keys = joinColumns.map((one) => quoted(one.referencedColumn!)).join(', ')
  const hidden = `SELECT ${keys} FROM ${tableName(other, dialect)} WHERE ${quoted(other.deleteDateColumn!)} IS NOT NULL`
  // MySQL changes no table that a subquery reads, unless a LIMIT makes it read all rows before
  const isRead = dialect.name === 'mysql' && other.tableName === column.entityMetadata.tableName
  const same = joinColumns.map(
    (one) => `hidden.${quoted(one.referencedColumn!)} = ${table}.${quoted(one)}`
  )
  const rows = `(${hidden}${isRead ? ALL_ROWS : ''}) hidden`
  return `CASE WHEN EXISTS (SELECT 1 FROM ${rows} WHERE ${same.join(' AND ')}) THEN ${table}.${quoted(column)} END`
}
