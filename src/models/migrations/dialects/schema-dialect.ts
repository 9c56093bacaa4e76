import { TableColumn, type QueryRunner } from 'typeorm'
import { NuagesError } from '../../../errors'
import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableDefinition,
  UniqueDefinition,
  ViewDefinition
} from '../schema'
import type { AddColumnOptions, AlterColumnOptions, IndexOptions } from '../edit-options'
import type { Plan } from '../schema-statement'
import type { EngineName } from '../schema-state'

/** How one engine says what the schema editor can do: each method reads what it has to know, and changes nothing. */
export abstract class SchemaDialect {
  abstract readonly engine: EngineName

  constructor(protected readonly runner: QueryRunner) {}

  abstract createTable(name: string, table: TableDefinition): Plan
  abstract dropTable(name: string): Plan
  abstract renameTable(from: string, to: string): Plan
  abstract commentTable(name: string, comment?: string): Plan
  abstract addColumn(
    table: string,
    name: string,
    column: ColumnDefinition,
    options: AddColumnOptions
  ): Plan
  abstract dropColumn(table: string, name: string): Plan
  abstract renameColumn(table: string, from: string, to: string): Plan
  abstract alterColumn(
    table: string,
    name: string,
    column: ColumnDefinition,
    options: AlterColumnOptions
  ): Plan
  abstract addIndex(
    table: string,
    name: string,
    index: IndexDefinition,
    options: IndexOptions
  ): Plan
  abstract dropIndex(table: string, name: string, options: IndexOptions): Plan
  abstract renameIndex(table: string, from: string, to: string): Plan
  abstract addUnique(table: string, name: string, unique: UniqueDefinition): Plan
  abstract dropUnique(table: string, name: string): Plan
  abstract renameUnique(table: string, from: string, to: string): Plan
  abstract addCheck(table: string, name: string, check: CheckDefinition): Plan
  abstract dropCheck(table: string, name: string): Plan
  abstract renameCheck(table: string, from: string, to: string): Plan
  abstract addForeignKey(table: string, name: string, key: ForeignKeyDefinition): Plan
  abstract dropForeignKey(table: string, name: string): Plan
  abstract renameForeignKey(table: string, from: string, to: string): Plan
  abstract createView(name: string, view: ViewDefinition): Plan
  abstract dropView(name: string): Plan

  /** A name in the engine's quotes. */
  abstract quote(name: string): string

  /** The name of a table in quotes, with its schema or database where it is not the present one. */
  path(name: string): string {
    return name
      .split('.')
      .map((part) => this.quote(part))
      .join('.')
  }

  /** A text in SQL. */
  literal(text: string): string {
    return `'${text.replaceAll("'", "''")}'`
  }

  names(names: readonly string[]): string {
    return names.map((name) => this.quote(name)).join(', ')
  }

  protected constraint(name: string, clause: string): string {
    return `CONSTRAINT ${this.quote(name)} ${clause}`
  }

  protected uniqueClause({ columns, deferrable }: UniqueDefinition): string {
    return `UNIQUE (${this.names(columns)})${deferred(deferrable)}`
  }

  protected checkClause({ expression }: CheckDefinition): string {
    return `CHECK (${expression})`
  }

  protected foreignKeyClause(key: ForeignKeyDefinition): string {
    const { references, onDelete, onUpdate, deferrable } = key
    return [
      `FOREIGN KEY (${this.names(key.columns)})`,
      ` REFERENCES ${this.path(references.table)} (${this.names(references.columns)})`,
      onDelete === undefined ? '' : ` ON DELETE ${onDelete}`,
      onUpdate === undefined ? '' : ` ON UPDATE ${onUpdate}`,
      deferred(deferrable)
    ].join('')
  }

  /** The type of a column as TypeORM writes it. */
  protected fullType(column: ColumnDefinition): string {
    const { array, enum: values, ...rest } = column
    return this.runner.dataSource.driver.createFullType(
      new TableColumn({
        ...rest,
        name: '',
        ...(array === undefined ? {} : { isArray: array }),
        ...(values === undefined ? {} : { enum: [...values] })
      })
    )
  }

  protected async rows<Row>(sql: string): Promise<Row[]> {
    return (await this.runner.query(sql)) as Row[]
  }

  protected async isEmpty(table: string, condition = ''): Promise<boolean> {
    const found = await this.rows(`SELECT 1 FROM ${this.path(table)}${condition} LIMIT 1`)
    return found.length === 0
  }

  /** Whether `backfill` has rows to fill; where they would stay without a value, an error says what to do. */
  protected async needsBackfill(
    table: string,
    name: string,
    column: ColumnDefinition,
    { backfill }: AddColumnOptions
  ): Promise<boolean> {
    const hasValue =
      column.nullable === true ||
      column.default !== undefined ||
      column.generatedAs !== undefined ||
      this.isCounted(column)
    if (hasValue && backfill === undefined) return false
    if (await this.isEmpty(table)) return false
    if (backfill === undefined) throw noValue(table, name)
    return true
  }

  /** The same for a column that is there, and may not be null from now on. */
  protected async needsFilling(
    table: string,
    name: string,
    { backfill }: AddColumnOptions
  ): Promise<boolean> {
    if (await this.isEmpty(table, ` WHERE ${this.quote(name)} IS NULL`)) return false
    if (backfill === undefined) throw noValue(table, name)
    return true
  }

  /** Whether the database itself gives each row a value. */
  protected isCounted({ generated }: ColumnDefinition): boolean {
    return generated === 'increment' || generated === 'identity' || generated === 'rowid'
  }
}

/** What a table has under a name that is not there. */
export function unknownName(
  what: 'table' | 'column' | 'index' | 'constraint' | 'primary key' | 'foreign key' | 'check',
  table: string,
  name: string
): NuagesError {
  return new NuagesError(
    'MIGRATION_UNKNOWN_NAME',
    what === 'table'
      ? `There is no table "${name}".`
      : `The table "${table}" has no ${what} "${name}".`,
    'Compare the migration with the database: one of them was changed by hand, or a migration before it is missing.'
  )
}

function noValue(table: string, name: string): NuagesError {
  return new NuagesError(
    'MIGRATION_NEEDS_VALUE',
    `"${table}" has rows, and its column "${name}" may not be null: what would be in it?`,
    'Give it a default; or make it nullable, fill it in a data migration, and make it not null after that; ' +
      'or give a value for the rows that are there: `{ backfill: "0" }`.'
  )
}

function deferred(deferrable: string | undefined): string {
  return deferrable === undefined ? '' : ` DEFERRABLE ${deferrable}`
}
