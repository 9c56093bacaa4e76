import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { Dialect } from '../query/dialects/dialect'
import { tableName } from '../query/scope'
import { keptReference } from './hidden-rows'
import { returnedColumn, returningSql, type ReturnedColumn } from './insert-plan'
import { keySql } from './key-condition'
import { momentOf } from './own-values'
import { isMirrored, rowColumn, writtenSql, type RowColumn } from './row-column'
import type { WriteStatement } from './run-write'

/** What all UPDATEs of a table have in common. */
export interface UpdateColumns {
  /** Those that a row may be given. */
  readonly settable: readonly RowColumn[]
  /** Counts the changes of a row. */
  readonly version: RowColumn | undefined
  /** Tells when a row was changed; the time is made here, or by the database where there is no `make`. */
  readonly updateDate: (RowColumn & { readonly make: (() => unknown) | undefined }) | undefined
}

export function compileUpdateColumns(metadata: EntityMetadata, dialect: Dialect): UpdateColumns {
  const { versionColumn, updateDateColumn } = metadata
  const own = (column: ColumnMetadata): RowColumn => rowColumn(metadata, dialect, column)
  return {
    settable: metadata.columns.filter(isSettable).map(own),
    version: versionColumn && own(versionColumn),
    updateDate: updateDateColumn && {
      ...own(updateDateColumn),
      make: momentOf(updateDateColumn)
    }
  }
}

/** Whether an UPDATE may be given a value of `column`, which nothing else sets. */
export function isSettable(column: ColumnMetadata): boolean {
  const { isUpdate, isPrimary, isDiscriminator, isVersion, isUpdateDate, asExpression } = column
  const isKept = isPrimary || isDiscriminator || isVersion || isUpdateDate
  return isUpdate && !isKept && asExpression === undefined
}

/** An UPDATE of one row that is ready to run, whatever its values. */
export interface UpdatePlan extends WriteStatement {
  /** What the database makes of the change. */
  readonly returned: readonly ReturnedColumn[]
  /** What has to be asked for afterwards, where the engine returns no rows. */
  readonly missing: readonly ColumnMetadata[]
  /** Keys of other rows that are properties too, beside the relation that tells them. */
  readonly mirrored: readonly RowColumn[]
}

/** Write the UPDATE of rows that have values for the same columns, as `compileInsert` does; `2` is for a reference that is kept. */
export function compileUpdate(
  metadata: EntityMetadata,
  dialect: Dialect,
  { shape }: { readonly shape: string }
): UpdatePlan {
  const { settable, version, updateDate } = compileUpdateColumns(metadata, dialect)
  const set = settable.filter((_, index) => shape[index] === '1')
  if (updateDate?.make !== undefined) set.push(updateDate)
  const terms = set.map(
    ({ name, column }, index) => `${name} = ${writtenSql(column, dialect.placeholder(index + 1))}`
  )
  for (const { name, column } of settable.filter((_, index) => shape[index] === '2')) {
    terms.push(`${name} = ${keptReference(column, dialect)}`)
  }
  if (version !== undefined) terms.push(`${version.name} = ${version.name} + 1`)
  const made = metadata.columns.filter(({ asExpression }) => asExpression !== undefined)
  if (updateDate !== undefined && updateDate.make === undefined) {
    terms.push(`${updateDate.name} = ${nowSql(updateDate.column)}`)
    made.push(updateDate.column)
  }
  const isGuarded = shape.endsWith(' guarded')
  const last = set.length + metadata.primaryColumns.length + 1
  const guard = isGuarded ? ` AND ${version!.name} = ${dialect.placeholder(last)}` : ''
  const returned = dialect.returns ? made : []
  const returning = returned.length === 0 ? '' : ` RETURNING ${returningSql(returned, dialect)}`
  // a row without anything to set is found all the same
  const key = dialect.quote(metadata.primaryColumns[0]!.databaseName)
  const changes = terms.length === 0 ? `${key} = ${key}` : terms.join(', ')
  return {
    text: `UPDATE ${tableName(metadata, dialect)} SET ${changes} WHERE ${keySql(metadata, dialect, set.length)}${guard}${returning}`,
    returnsRows: returning !== '',
    returned: returned.map(returnedColumn),
    missing: dialect.returns ? [] : made,
    mirrored: set.filter(isMirrored)
  }
}

/** The time by the clock of the database. */
export function nowSql({ entityMetadata }: ColumnMetadata): string {
  return String(entityMetadata.dataSource.driver.mappedDataTypes.updateDateDefault)
}
