import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { NotSaved } from '../errors'
import type { Dialect } from '../query/dialects/dialect'
import { writtenValueOf } from './written-value'

/** `"a" = ? AND "b" = ?` for the key, after `count` other parameters. */
export function keySql({ primaryColumns }: EntityMetadata, dialect: Dialect, count = 0): string {
  return equalSql(primaryColumns, dialect, count)
}

/** The same for any columns. */
export function equalSql(columns: readonly ColumnMetadata[], dialect: Dialect, count = 0): string {
  return columns
    .map(({ databaseName }, index) => {
      return `${dialect.quote(databaseName)} = ${dialect.placeholder(count + index + 1)}`
    })
    .join(' AND ')
}

/** The parameters of `keySql`; an error where the row has no key. */
export function keyParameters({ name, primaryColumns }: EntityMetadata, row: object): unknown[] {
  return equalParameters(primaryColumns, row, name)
}

/** The same for any columns of the entity `name`. */
export function equalParameters(
  columns: readonly ColumnMetadata[],
  row: object,
  name: string
): unknown[] {
  return columns.map((column) => {
    const value: unknown = column.getEntityValue(row as ObjectLiteral)
    if (value === undefined || value === null) throw new NotSaved(name)
    return writtenValueOf(column)(value)
  })
}

export function hasKey({ primaryColumns }: EntityMetadata, row: object): boolean {
  return primaryColumns.every((column) => {
    const value: unknown = column.getEntityValue(row as ObjectLiteral)
    return value !== undefined && value !== null
  })
}
