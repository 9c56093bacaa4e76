import type { ObjectLiteral } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { isBigInteger } from '../big-integers'
import type { Dialect } from '../query/dialects/dialect'
import { tableName } from '../query/scope'
import { converterOf } from '../query/stored-value'
import { initialValueOf } from './own-values'
import { isMirrored, rowColumn, writerOf, writtenSql, type RowColumn } from './row-column'

/** What all INSERTs into a table have in common. */
export interface InsertColumns {
  /** Those that may be given. */
  readonly given: readonly RowColumn[]
  /** Those that get a value here where a row has none. */
  readonly initial: readonly { readonly column: RowColumn; readonly make: () => unknown }[]
}

export function compileInsertColumns(metadata: EntityMetadata, dialect: Dialect): InsertColumns {
  const given = metadata.columns
    .filter(({ isInsert, asExpression }) => isInsert && asExpression === undefined)
    .map((column) => rowColumn(metadata, dialect, column))
  const initial = given.flatMap((column) => {
    const make = initialValueOf(column.column)
    return make === undefined ? [] : [{ column, make }]
  })
  return { given, initial }
}

/** An INSERT of one row that is ready to run, whatever its values. */
export interface InsertPlan {
  readonly text: string
  readonly returnsRows: boolean
  readonly given: readonly RowColumn[]
  /** What the database makes of a new row. */
  readonly made: readonly ColumnMetadata[]
  /** What it answers with. */
  readonly returned: readonly ReturnedColumn[]
  /** The key, where the engine tells it without a row. */
  readonly lastId: ReturnedColumn | undefined
  /** What has to be asked for afterwards, where the engine returns no rows. */
  readonly missing: readonly ColumnMetadata[]
  /** Keys of other rows that are properties too, beside the relation that tells them. */
  readonly mirrored: readonly RowColumn[]
  /** What nobody said anything about: null. */
  readonly empty: readonly RowColumn[]
}

/** A column of RETURNING. */
export interface ReturnedColumn {
  readonly name: string
  readonly set: (row: ObjectLiteral, value: unknown) => void
}

/** Write the INSERT of rows that have values for the same columns: a shape of `101` is given the first and the third. */
export function compileInsert(
  metadata: EntityMetadata,
  dialect: Dialect,
  { shape }: { readonly shape: string }
): InsertPlan {
  const columns = compileInsertColumns(metadata, dialect)
  const given = columns.given.filter((_, index) => shape[index] === '1')
  const others = metadata.columns
    .filter(({ isVirtual, isVirtualProperty }) => !isVirtual && !isVirtualProperty)
    .filter((column) => !given.some((other) => other.column === column))
  const made = others.filter(isMadeByDatabase)
  const returns = made.length > 0 && canReturn(metadata, dialect)
  const lastId = made.find((column) => isCounted(column, dialect))
  // SQLite's drivers round a key beyond 2^53
  const isKnown = lastId !== undefined && !isBigInteger(lastId)
  const isKeyEnough = isKnown && made.length === 1 && dialect.name === 'sqlite'
  const returned = returns && !isKeyEnough ? made : []
  const returning = returned.length === 0 ? '' : ` RETURNING ${returningSql(returned, dialect)}`
  return {
    text: `INSERT INTO ${tableName(metadata, dialect)} ${valuesSql(given, dialect)}${returning}`,
    returnsRows: returning !== '',
    given,
    made,
    returned: returned.map(returnedColumn),
    lastId: returning === '' && lastId !== undefined ? returnedColumn(lastId, 0) : undefined,
    missing: returns ? [] : made.filter((column) => column !== lastId),
    mirrored: given.filter(isMirrored),
    empty: others
      .filter((column) => column.isNullable && !made.includes(column))
      .map((column) => rowColumn(metadata, dialect, column))
  }
}

/** Whether an INSERT can answer with what it has stored. */
export function canReturn({ dataSource }: EntityMetadata, dialect: Dialect): boolean {
  return dialect.returns || dataSource.driver.isReturningSqlSupported('insert')
}

/** What stands after RETURNING; the names in the answer are c0, c1, … */
export function returningSql(columns: readonly ColumnMetadata[], dialect: Dialect): string {
  return columns
    .map((column, index) => `${readSql(column, dialect.quote(column.databaseName))} AS c${index}`)
    .join(', ')
}

/** How `column` is read of a row that was returned. */
export function returnedColumn(column: ColumnMetadata, index: number): ReturnedColumn {
  const convert = converterOf(column)
  const write = writerOf(column)
  return {
    name: `c${index}`,
    set: convert === undefined ? write : (row, value) => write(row, convert(value))
  }
}

function readSql(column: ColumnMetadata, name: string): string {
  const { driver } = column.entityMetadata.dataSource
  // SQLite reads some types exactly only through a function
  const exact = driver as { wrapWithJsonFunction?(text: string, column: ColumnMetadata): string }
  return exact.wrapWithJsonFunction?.(name, column) ?? name
}

function valuesSql(given: readonly RowColumn[], dialect: Dialect): string {
  if (given.length === 0) return dialect.name === 'mysql' ? '() VALUES ()' : 'DEFAULT VALUES'
  const names = given.map(({ name }) => name).join(', ')
  const values = given
    .map(({ column }, index) => writtenSql(column, dialect.placeholder(index + 1)))
    .join(', ')
  return `(${names}) VALUES (${values})`
}

function isMadeByDatabase(column: ColumnMetadata): boolean {
  const { isGenerated, isCreateDate, isUpdateDate, asExpression } = column
  const hasDefault = column.default !== undefined && column.default !== null
  return hasDefault || isGenerated || isCreateDate || isUpdateDate || asExpression !== undefined
}

/** Whether the engine tells the value as the key of the row that was inserted last. */
function isCounted({ isGenerated, generationStrategy }: ColumnMetadata, dialect: Dialect): boolean {
  return isGenerated && generationStrategy === 'increment' && dialect.name !== 'postgres'
}
