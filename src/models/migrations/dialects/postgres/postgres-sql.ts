import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js'
import type { ColumnType } from 'typeorm/driver/types/ColumnTypes.js'
import type { ColumnDefinition, IndexDefinition, TableDefinition } from '../../schema'
import type { IndexOptions } from '../../edit-options'
import { statement, type SchemaStatement } from '../../schema-statement'
import { SchemaDialect } from '../schema-dialect'

// PostgreSQL's names for a column with a sequence of its own
const SERIAL = { bigint: 'BIGSERIAL', smallint: 'SMALLSERIAL', integer: 'SERIAL' } as const

/** The texts of PostgreSQL's statements. */
export abstract class PostgresSql extends SchemaDialect {
  readonly engine = 'postgres'

  quote(name: string): string {
    return `"${name.replaceAll('"', '""')}"`
  }

  override path(name: string): string {
    const { schema, table } = this.placeOf(name)
    const prefix = schema === this.driver.searchSchema ? '' : `${this.quote(schema)}.`
    return `${prefix}${this.quote(table)}`
  }

  /** Something else in the schema of a table: an index, a type, a sequence. */
  pathBeside(table: string, name: string): string {
    return this.path(`${this.placeOf(table).schema}.${name}`)
  }

  /** The schema and the name of a table. */
  placeOf(name: string): { readonly schema: string; readonly table: string } {
    const { schema = 'public', tableName } = this.driver.parseTableName(name)
    return { schema, table: tableName }
  }

  /** The type of a column, without what else its definition says. */
  typeSql(table: string, name: string, column: ColumnDefinition): string {
    if (column.enum === undefined) return this.fullType(column)
    return `${this.enumPath(table, name, column)}${column.array ? '[]' : ''}`
  }

  /** The type of a column as `format_type` writes it. */
  formatType(column: ColumnDefinition): string {
    const type = this.driver.normalizeType({ type: column.type as ColumnType })
    return this.fullType({ ...column, type })
      .toLowerCase()
      .replace(/ array$/, '[]')
      .replace(/^(time|timestamp)(\(\d+\))?(\[\])?$/, '$1$2 without time zone$3')
  }

  /** The name that TypeORM gives to the type of an enum column. */
  enumName(table: string, name: string, { enumName }: ColumnDefinition): string {
    return enumName ?? `${this.placeOf(table).table}_${name.toLowerCase()}_enum`
  }

  enumPath(table: string, name: string, column: ColumnDefinition): string {
    return this.pathBeside(table, this.enumName(table, name, column))
  }

  /** The default of a column in SQL, that of generated values included. */
  defaultSql({ generated, default: value }: ColumnDefinition): string | undefined {
    return value ?? (generated === 'uuid' ? this.driver.uuidGenerator : undefined)
  }

  columnSql(table: string, name: string, column: ColumnDefinition): string {
    const { collation, generated, generatedAs, identity = 'BY DEFAULT', nullable } = column
    const value = this.defaultSql(column)
    return [
      this.quote(name),
      generated === 'increment' ? SERIAL[countedType(column)] : this.typeSql(table, name, column),
      generated === 'identity' ? `GENERATED ${identity} AS IDENTITY` : '',
      collation === undefined ? '' : `COLLATE ${this.quote(collation)}`,
      generatedAs === undefined ? '' : `GENERATED ALWAYS AS (${generatedAs}) STORED`,
      nullable ? '' : 'NOT NULL',
      value === undefined ? '' : `DEFAULT ${value}`
    ]
      .filter(Boolean)
      .join(' ')
  }

  tableSql(name: string, { columns, uniques, checks, foreignKeys }: TableDefinition): string {
    const entries = <T>(record: Record<string, T> = {}): [string, T][] => Object.entries(record)
    const key = Object.keys(columns).filter((column) => columns[column]!.primary)
    const parts = [
      ...entries(columns).map(([column, one]) => this.columnSql(name, column, one)),
      ...entries(uniques).map(([own, one]) => this.constraint(own, this.uniqueClause(one))),
      ...entries(checks).map(([own, one]) => this.constraint(own, this.checkClause(one))),
      ...entries(foreignKeys).map(([own, one]) => this.constraint(own, this.foreignKeyClause(one))),
      ...(key.length === 0 ? [] : [this.primaryKeyClause(name, key)])
    ]
    return `CREATE TABLE ${this.path(name)} (${parts.join(', ')})`
  }

  indexSql(
    table: string,
    name: string,
    { columns, unique, spatial, using = spatial ? 'gist' : undefined, where }: IndexDefinition,
    { concurrently = false }: IndexOptions = {}
  ): string {
    return [
      `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${this.quote(name)}`,
      `ON ${this.path(table)}`,
      using === undefined ? '' : `USING ${using}`,
      `(${this.names(columns)})`,
      where === undefined ? '' : `WHERE ${where}`
    ]
      .filter(Boolean)
      .join(' ')
  }

  tableComment(table: string, comment: string | undefined): SchemaStatement {
    return { sql: `COMMENT ON TABLE ${this.path(table)} IS ${this.text(comment)}`, undo: [] }
  }

  columnComment(table: string, name: string, comment: string | undefined): SchemaStatement {
    const column = `${this.path(table)}.${this.quote(name)}`
    return { sql: `COMMENT ON COLUMN ${column} IS ${this.text(comment)}`, undo: [] }
  }

  alterColumnSql(table: string, name: string, change: string): string {
    return `ALTER TABLE ${this.path(table)} ALTER COLUMN ${this.quote(name)} ${change}`
  }

  fillSql(table: string, name: string, value: string): string {
    const column = this.quote(name)
    return `UPDATE ${this.path(table)} SET ${column} = ${value} WHERE ${column} IS NULL`
  }

  primaryKeyName(table: string, columns: readonly string[]): string {
    return this.runner.dataSource.namingStrategy.primaryKeyName(table, [...columns])
  }

  /** Put the primary key of a table on other columns. */
  newPrimaryKey(
    table: string,
    old: { readonly name?: string },
    columns: readonly string[]
  ): SchemaStatement[] {
    const alter = `ALTER TABLE ${this.path(table)}`
    return [
      ...(old.name === undefined
        ? []
        : [statement(`${alter} DROP CONSTRAINT ${this.quote(old.name)}`)]),
      ...(columns.length === 0
        ? []
        : [statement(`${alter} ADD ${this.primaryKeyClause(table, columns)}`)])
    ]
  }

  protected override isCounted(column: ColumnDefinition): boolean {
    return super.isCounted(column) || column.generated === 'uuid'
  }

  protected get driver(): PostgresDriver {
    return this.runner.dataSource.driver as PostgresDriver
  }

  private primaryKeyClause(table: string, columns: readonly string[]): string {
    return this.constraint(
      this.primaryKeyName(table, columns),
      `PRIMARY KEY (${this.names(columns)})`
    )
  }

  private text(comment: string | undefined): string {
    return comment === undefined ? 'NULL' : this.literal(comment)
  }
}

/** The type of a column that counts up. */
export function countedType({ type }: ColumnDefinition): 'bigint' | 'smallint' | 'integer' {
  if (['bigint', 'int8'].includes(type)) return 'bigint'
  return ['smallint', 'int2'].includes(type) ? 'smallint' : 'integer'
}
