import { createHash } from 'node:crypto'
import { dirname, isAbsolute, resolve } from 'node:path'
import type { DataSource, ObjectLiteral } from 'typeorm'
import { AbstractSqliteDriver } from 'typeorm/driver/sqlite-abstract/AbstractSqliteDriver.js'
import type { ColumnType } from 'typeorm/driver/types/ColumnTypes.js'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import {
  assertNoBigIntKeys,
  exactInteger,
  isBigInteger,
  isWideInteger,
  toBigInteger
} from '../big-integers'
import { isDecimalText, toDecimalText } from '../decimals'
import { isBytes } from '../declared-type'
import { describeHolders } from '../transactions/holders'
import { SqliteDatabase, type SqliteDatabaseOptions } from './database'
import { SqliteQueryRunner } from './query-runner'

const NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"

interface Column {
  readonly type?: ColumnType
  readonly isGenerated?: boolean
  readonly generationStrategy?: string
}

/** TypeORM's driver for SQLite on a pool of connections. */
export class SqliteDriver extends AbstractSqliteDriver {
  readonly engine: SqliteDatabase

  constructor(
    dataSource: DataSource,
    private readonly settings: SqliteDatabaseOptions
  ) {
    super(dataSource)
    this.database = settings.database
    // as dates are written: without milliseconds a row is not found by the date that was read from it
    Object.assign(this.mappedDataTypes, { createDateDefault: NOW, updateDateDefault: NOW })
    this.engine = new SqliteDatabase(settings, undefined, () => describeHolders(dataSource))
  }

  override async connect(): Promise<void> {
    await this.engine.open()
  }

  override async afterConnect(): Promise<void> {
    assertNoBigIntKeys(this.dataSource.entityMetadatas)
    const attached = Object.values(this.attachedDatabases)
    if (attached.length === 0) return
    await this.engine.attach(
      attached.map(({ attachFilepathAbsolute: file, attachHandle: name }) => ({ file, name }))
    )
  }

  override disconnect(): Promise<void> {
    return this.engine.close()
  }

  override createQueryRunner(): SqliteQueryRunner {
    return new SqliteQueryRunner(this, this.engine)
  }

  /** Bind every value, where TypeORM writes numbers into the text: one text is one prepared statement. */
  override escapeQueryWithParameters(sql: string, parameters: ObjectLiteral): [string, unknown[]] {
    const values: unknown[] = []
    const bind = (value: unknown): string => {
      // bound as it is, an integer beyond 32 bits would become a floating-point number
      values.push(isWideInteger(value) ? String(value) : value)
      return isWideInteger(value) ? 'CAST(? AS INTEGER)' : '?'
    }
    const text = sql.replace(
      /:(\.\.\.)?([\w.]+)/g,
      (whole, isList: string | undefined, name: string) => {
        if (!Object.hasOwn(parameters, name)) return whole
        const value: unknown = parameters[name]
        if (isList !== undefined) return (value as unknown[]).map(bind).join(', ')
        return typeof value === 'function' ? String(value()) : bind(value)
      }
    )
    return [text, values]
  }

  override normalizeType(column: Column): string {
    // TypeORM's own type leaves out the classes that it hands on as they were declared
    const type: unknown = column.type
    if (type === BigInt) return 'bigint'
    // SQLite counts up in a column of type `integer` only
    if (column.isGenerated && column.generationStrategy === 'increment') return 'integer'
    return isBytes(type) ? 'blob' : super.normalizeType(column)
  }

  override prepareHydratedValue(value: unknown, column: ColumnMetadata): unknown {
    if (isDecimalText(column)) return toDecimalText(value, column)
    const isPlain = isBigInteger(column) && column.transformer === undefined
    const exact = isPlain ? toBigInteger(value, column) : value
    return super.prepareHydratedValue(exact, column) as unknown
  }

  /** The keys of inserted rows, in the types of their properties. */
  override createGeneratedMap(
    metadata: EntityMetadata,
    lastId: unknown,
    index: number,
    count: number
  ): ObjectLiteral | undefined {
    const map = super.createGeneratedMap(metadata, lastId, index, count)
    for (const column of map === undefined ? [] : metadata.generatedColumns.filter(isBigInteger)) {
      column.setEntityValue(map!, toBigInteger(column.getEntityValue(map!), column))
    }
    return map
  }

  /** How a column is selected, or a value written: TypeORM asks this of SQLite's drivers alone. */
  override wrapWithJsonFunction(value: string, column: ColumnMetadata, isWritten = false): string {
    if (!isWritten && isBigInteger(column)) return exactInteger(value)
    return super.wrapWithJsonFunction(value, column, isWritten)
  }

  /** The name of a table; an entity of another file (`@Entity({ database: 'log.db' })`) has that file attached. */
  override buildTableName(table: string, _schema?: string, database?: string): string {
    if (database === undefined || database === this.settings.database) return table
    const known = this.getAttachedDatabaseHandleByRelativePath(database)
    if (known !== undefined) return `${known}.${table}`
    const name = `file_${createHash('sha256').update(database).digest('hex').slice(0, 16)}`
    this.attachedDatabases[database] = {
      attachFilepathAbsolute: this.pathOf(database),
      attachFilepathRelative: database,
      attachHandle: name
    }
    return `${name}.${table}`
  }

  private pathOf(file: string): string {
    return isAbsolute(file) ? file : resolve(dirname(this.settings.database), file)
  }
}
