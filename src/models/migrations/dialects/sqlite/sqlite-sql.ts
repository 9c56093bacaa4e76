import type { ColumnDefinition, IndexDefinition, TableDefinition } from '../../schema'
import { SchemaDialect } from '../schema-dialect'

/** The texts of SQLite's statements; columns as TypeORM writes them, which reads them back from the text. */
export abstract class SqliteSql extends SchemaDialect {
  readonly engine = 'sqlite'

  quote(name: string): string {
    return `"${name.replaceAll('"', '""')}"`
  }

  columnSql(name: string, column: ColumnDefinition, isKeyInline = column.primary === true): string {
    const { collation, enum: values, generated, generatedAs, generatedType = 'VIRTUAL' } = column
    const list = values?.map((value) => this.literal(value)).join(',')
    return [
      this.quote(name),
      this.fullType(column),
      list === undefined || column.array ? '' : `CHECK( ${this.quote(name)} IN (${list}) )`,
      isKeyInline ? 'PRIMARY KEY' : '',
      isKeyInline && generated === 'increment' ? 'AUTOINCREMENT' : '',
      collation === undefined ? '' : `COLLATE ${collation}`,
      column.nullable ? '' : 'NOT NULL',
      generatedAs === undefined ? '' : `AS (${generatedAs}) ${generatedType}`,
      generatedAs === undefined && column.default !== undefined ? `DEFAULT (${column.default})` : ''
    ]
      .filter(Boolean)
      .join(' ')
  }

  tableSql(name: string, table: TableDefinition): string {
    const { columns, uniques, checks, foreignKeys, withoutRowid } = table
    const entries = <T>(record: Record<string, T> = {}): [string, T][] => Object.entries(record)
    const key = Object.keys(columns).filter((column) => columns[column]!.primary)
    const parts = [
      ...entries(columns).map(([column, one]) =>
        this.columnSql(column, one, one.primary === true && key.length === 1)
      ),
      ...entries(uniques).map(([own, one]) => this.constraint(own, this.uniqueClause(one))),
      ...entries(checks).map(([own, one]) => this.constraint(own, this.checkClause(one))),
      ...entries(foreignKeys).map(([own, one]) => this.constraint(own, this.foreignKeyClause(one))),
      ...(key.length > 1 ? [this.primaryKeyClause(key)] : [])
    ]
    const tail = withoutRowid ? ' WITHOUT ROWID' : ''
    return `CREATE TABLE ${this.path(name)} (${parts.join(', ')})${tail}`
  }

  indexSql(table: string, name: string, { columns, unique, where }: IndexDefinition): string {
    return [
      `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${this.quote(name)} ON ${this.quote(table)}`,
      `(${this.names(columns)})`,
      where === undefined ? '' : `WHERE ${where}`
    ]
      .filter(Boolean)
      .join(' ')
  }

  typeOf(column: ColumnDefinition): string {
    return this.fullType(column)
  }

  primaryKeyClause(columns: readonly string[]): string {
    return `PRIMARY KEY (${this.names(columns)})`
  }

  // SQLite has no unique constraint that is checked later
  protected override uniqueClause({ columns }: { readonly columns: readonly string[] }): string {
    return `UNIQUE (${this.names(columns)})`
  }
}
