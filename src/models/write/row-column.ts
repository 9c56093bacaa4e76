import type { ObjectLiteral } from 'typeorm'
import type { AbstractSqliteDriver } from 'typeorm/driver/sqlite-abstract/AbstractSqliteDriver.js'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import type { Dialect } from '../query/dialects/dialect'
import { Fragment, sql, type Binding } from '../query/fragment'
import type { ToParameter } from '../query/parameter'
import { writtenValueOf } from './written-value'

/** A column as those see it who write rows. */
export interface RowColumn {
  readonly column: ColumnMetadata
  readonly name: string
  /** What a row has for it; undefined where the row says nothing. */
  readonly read: (row: ObjectLiteral) => unknown
  readonly write: (row: ObjectLiteral, value: unknown) => void
  readonly toParameter: ToParameter
}

/** `column` of the rows of `metadata`. */
export function rowColumn(
  { discriminatorValue }: EntityMetadata,
  dialect: Dialect,
  column: ColumnMetadata
): RowColumn {
  return {
    column,
    name: dialect.quote(column.databaseName),
    read: column.isDiscriminator ? () => discriminatorValue : readerOf(column),
    write: writerOf(column),
    toParameter: writtenValueOf(column)
  }
}

/** Whether a key is a property beside the relation that tells it: `authorId` beside `author`. */
export function isMirrored({ column: { isVirtual, relationMetadata } }: RowColumn): boolean {
  return !isVirtual && relationMetadata !== undefined
}

/** A parameter as `column` takes it: some types are written through a function. */
export function parameterSql(column: ColumnMetadata, binding: Binding): Fragment {
  const [before, after] = writtenSql(column, HOLE).split(HOLE)
  return sql`${before!}${binding}${after!}`
}

const HOLE = '\0'

/** How `placeholder` is written into `column`. */
export function writtenSql(column: ColumnMetadata, placeholder: string): string {
  const { driver } = column.entityMetadata.dataSource
  if ('wrapWithJsonFunction' in driver) {
    return (driver as AbstractSqliteDriver).wrapWithJsonFunction(placeholder, column, true)
  }
  if (!driver.spatialTypes.includes(column.type)) return placeholder
  const { srid, type } = column
  if (driver.options.type === 'postgres') {
    const shape = `ST_GeomFromGeoJSON(${placeholder})`
    return `${srid == null ? shape : `ST_SetSRID(${shape}, ${srid})`}::${String(type)}`
  }
  return `ST_GeomFromText(${placeholder}${srid == null ? '' : `, ${srid}`})`
}

function readerOf(column: ColumnMetadata): RowColumn['read'] {
  const { propertyName, relationMetadata } = column
  if (relationMetadata?.isLazy === true) return lazyReaderOf(column, relationMetadata)
  return isPlain(column)
    ? (row) => row[propertyName] as unknown
    : (row) => column.getEntityValue(row) as unknown
}

// reading the property would load the row
function lazyReaderOf(
  { isVirtual, propertyName, referencedColumn }: ColumnMetadata,
  relation: RelationMetadata
): RowColumn['read'] {
  return (row) => {
    const related = relation.getEntityValue(row) as ObjectLiteral | null | undefined
    if (related !== null && related !== undefined) {
      return referencedColumn!.getEntityValue(related) as unknown
    }
    return related === null || isVirtual ? related : (row[propertyName] as unknown)
  }
}

/** What puts a value into a row. */
export function writerOf(column: ColumnMetadata): RowColumn['write'] {
  const { propertyName } = column
  if (!isPlain(column)) return (row, value) => column.setEntityValue(row, value)
  return (row, value) => {
    row[propertyName] = value
  }
}

function isPlain({
  embeddedMetadata,
  relationMetadata,
  referencedColumn
}: ColumnMetadata): boolean {
  return [embeddedMetadata, relationMetadata, referencedColumn].every((part) => part === undefined)
}
