import type {
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableDefinition,
  UniqueDefinition
} from '../../schema'
import { SchemaDialect } from '../schema-dialect'

/** The texts of the statements of MySQL and MariaDB. */
export abstract class MysqlSql extends SchemaDialect {
  readonly engine = 'mysql'

  quote(name: string): string {
    return `\`${name.replaceAll('`', '``')}\``
  }

  override literal(text: string): string {
    return super.literal(text.replaceAll('\\', '\\\\'))
  }

  alter(table: string, ...changes: readonly string[]): string {
    return `ALTER TABLE ${this.path(table)} ${changes.join(', ')}`
  }

  /** The type of a column with what belongs to it: values, sign, character set. */
  typeSql(column: ColumnDefinition): string {
    const { charset, collation, enum: values, unsigned } = column
    const list = values?.map((value) => this.literal(value)).join(', ')
    return [
      `${this.fullType({ ...column, type: column.type.replace('simple-enum', 'enum') })}${list === undefined ? '' : `(${list})`}`,
      unsigned ? 'UNSIGNED' : '',
      charset === undefined ? '' : `CHARACTER SET ${charset}`,
      collation === undefined ? '' : `COLLATE ${collation}`
    ]
      .filter(Boolean)
      .join(' ')
  }

  columnSql(name: string, column: ColumnDefinition): string {
    const { comment, generated, generatedAs, generatedType = 'VIRTUAL', onUpdate } = column
    const isMariaDb = this.runner.dataSource.driver.options.type === 'mariadb'
    // MariaDB takes no word on null behind an expression
    const nullability = column.nullable ? 'NULL' : 'NOT NULL'
    return [
      this.quote(name),
      this.typeSql(column),
      generatedAs === undefined ? '' : `AS (${generatedAs}) ${generatedType}`,
      generatedAs !== undefined && isMariaDb ? '' : nullability,
      generated === 'increment' ? 'AUTO_INCREMENT' : '',
      column.default === undefined ? '' : `DEFAULT ${column.default}`,
      onUpdate === undefined ? '' : `ON UPDATE ${onUpdate}`,
      comment === undefined ? '' : `COMMENT ${this.literal(comment)}`
    ]
      .filter(Boolean)
      .join(' ')
  }

  tableSql(name: string, table: TableDefinition): string {
    const { columns, indices, uniques, checks, foreignKeys, comment, engine = 'InnoDB' } = table
    const entries = <T>(record: Record<string, T> = {}): [string, T][] => Object.entries(record)
    const key = Object.keys(columns).filter((column) => columns[column]!.primary)
    const parts = [
      ...entries(columns).map(([column, one]) => this.columnSql(column, one)),
      ...(key.length === 0 ? [] : [this.primaryKeyClause(key)]),
      ...entries(uniques).map(([own, one]) => this.uniqueIndex(own, one)),
      ...entries(indices).map(([own, one]) => this.indexClause(own, one)),
      ...entries(checks).map(([own, one]) => this.constraint(own, this.checkClause(one))),
      ...entries(foreignKeys).map(([own, one]) => this.foreignKey(own, one))
    ]
    const note = comment === undefined ? '' : ` COMMENT=${this.literal(comment)}`
    return `CREATE TABLE ${this.path(name)} (${parts.join(', ')}) ENGINE=${engine}${note}`
  }

  indexClause(name: string, index: IndexDefinition): string {
    const { columns, unique, spatial, fulltext, parser } = index
    const kind = unique ? 'UNIQUE ' : spatial ? 'SPATIAL ' : fulltext ? 'FULLTEXT ' : ''
    const rest = fulltext && parser !== undefined ? ` WITH PARSER ${parser}` : ''
    return `${kind}INDEX ${this.quote(name)} (${this.names(columns)})${rest}`
  }

  uniqueIndex(name: string, { columns }: UniqueDefinition): string {
    return this.indexClause(name, { columns, unique: true })
  }

  // what MariaDB takes for granted is called RESTRICT, which TypeORM's `synchronize` would replace each time
  foreignKey(name: string, key: ForeignKeyDefinition): string {
    const { onDelete = 'NO ACTION', onUpdate = 'NO ACTION' } = key
    return this.constraint(name, this.foreignKeyClause({ ...key, onDelete, onUpdate }))
  }

  primaryKeyClause(columns: readonly string[]): string {
    return `PRIMARY KEY (${this.names(columns)})`
  }
}
