import type { EntityManager } from 'typeorm'
import type { SchemaDialect } from './dialects/schema-dialect'
import type { AddColumnOptions, AlterColumnOptions, IndexOptions } from './edit-options'
import { OwnTransaction } from './migration-errors'
import type { OperationRunner } from './operation-runner'
import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableDefinition,
  UniqueDefinition,
  ViewDefinition
} from './schema'
import type { Plan } from './schema-statement'
import type { EngineName } from './schema-state'
import { isTransactionControl } from './statement-effect'

/** Changes a schema and keeps its rows, in the words of every engine; what `up` and `down` are given. */
export class SchemaEditor {
  constructor(
    private readonly dialect: SchemaDialect,
    private readonly operations: OperationRunner
  ) {}

  get engine(): EngineName {
    return this.dialect.engine
  }

  /** TypeORM's manager inside the migration's transaction. */
  get manager(): EntityManager {
    return this.operations.manager
  }

  createTable(name: string, table: TableDefinition): Promise<void> {
    return this.perform('createTable', [name, table], () => this.dialect.createTable(name, table))
  }

  dropTable(name: string): Promise<void> {
    return this.perform('dropTable', [name], () => this.dialect.dropTable(name))
  }

  renameTable(from: string, to: string): Promise<void> {
    return this.perform('renameTable', [from, to], () => this.dialect.renameTable(from, to))
  }

  /** Set or, without one, remove the comment of a table; SQLite has none. */
  commentTable(name: string, comment?: string): Promise<void> {
    return this.perform('commentTable', [name, comment], () =>
      this.dialect.commentTable(name, comment)
    )
  }

  /** Add a column; one that may not be null needs a default or `backfill` where the table has rows. */
  addColumn(
    table: string,
    name: string,
    column: ColumnDefinition,
    options: AddColumnOptions = {}
  ): Promise<void> {
    return this.perform('addColumn', [table, name, column, options], () =>
      this.dialect.addColumn(table, name, column, options)
    )
  }

  /** Drop a column, with the indices and constraints of its table that name it. */
  dropColumn(table: string, name: string): Promise<void> {
    return this.perform('dropColumn', [table, name], () => this.dialect.dropColumn(table, name))
  }

  renameColumn(table: string, from: string, to: string): Promise<void> {
    return this.perform('renameColumn', [table, from, to], () =>
      this.dialect.renameColumn(table, from, to)
    )
  }

  /** Make a column what `column` says, and keep its values. */
  alterColumn(
    table: string,
    name: string,
    column: ColumnDefinition,
    options: AlterColumnOptions = {}
  ): Promise<void> {
    const { from: _from, ...effective } = options
    return this.perform('alterColumn', [table, name, column, effective], () =>
      this.dialect.alterColumn(table, name, column, effective)
    )
  }

  addIndex(
    table: string,
    name: string,
    index: IndexDefinition,
    options: IndexOptions = {}
  ): Promise<void> {
    return this.perform('addIndex', [table, name, index, options], () =>
      this.dialect.addIndex(table, name, index, options)
    )
  }

  dropIndex(table: string, name: string, options: IndexOptions = {}): Promise<void> {
    return this.perform('dropIndex', [table, name, options], () =>
      this.dialect.dropIndex(table, name, options)
    )
  }

  renameIndex(table: string, from: string, to: string): Promise<void> {
    return this.perform('renameIndex', [table, from, to], () =>
      this.dialect.renameIndex(table, from, to)
    )
  }

  addUnique(table: string, name: string, unique: UniqueDefinition): Promise<void> {
    return this.perform('addUnique', [table, name, unique], () =>
      this.dialect.addUnique(table, name, unique)
    )
  }

  dropUnique(table: string, name: string): Promise<void> {
    return this.perform('dropUnique', [table, name], () => this.dialect.dropUnique(table, name))
  }

  renameUnique(table: string, from: string, to: string): Promise<void> {
    return this.perform('renameUnique', [table, from, to], () =>
      this.dialect.renameUnique(table, from, to)
    )
  }

  addCheck(table: string, name: string, check: CheckDefinition): Promise<void> {
    return this.perform('addCheck', [table, name, check], () =>
      this.dialect.addCheck(table, name, check)
    )
  }

  dropCheck(table: string, name: string): Promise<void> {
    return this.perform('dropCheck', [table, name], () => this.dialect.dropCheck(table, name))
  }

  renameCheck(table: string, from: string, to: string): Promise<void> {
    return this.perform('renameCheck', [table, from, to], () =>
      this.dialect.renameCheck(table, from, to)
    )
  }

  addForeignKey(table: string, name: string, key: ForeignKeyDefinition): Promise<void> {
    return this.perform('addForeignKey', [table, name, key], () =>
      this.dialect.addForeignKey(table, name, key)
    )
  }

  dropForeignKey(table: string, name: string): Promise<void> {
    return this.perform('dropForeignKey', [table, name], () =>
      this.dialect.dropForeignKey(table, name)
    )
  }

  renameForeignKey(table: string, from: string, to: string): Promise<void> {
    return this.perform('renameForeignKey', [table, from, to], () =>
      this.dialect.renameForeignKey(table, from, to)
    )
  }

  createView(name: string, view: ViewDefinition): Promise<void> {
    return this.perform('createView', [name, view], () => this.dialect.createView(name, view))
  }

  dropView(name: string): Promise<void> {
    return this.perform('dropView', [name], () => this.dialect.dropView(name))
  }

  /** Run SQL of your own for its effect. */
  run(sql: string, parameters: readonly unknown[] = []): Promise<void> {
    if (isTransactionControl(sql)) return Promise.reject(new OwnTransaction(sql))
    return this.operations.run(sql, parameters)
  }

  /** The rows of a query of your own. */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters: readonly unknown[] = []
  ): Promise<Row[]> {
    return this.operations.query(sql, parameters) as Promise<Row[]>
  }

  /** Change rows as one step, which is not done again where an interrupted migration continues (MySQL, MariaDB). */
  data(change: (manager: EntityManager) => Promise<void>): Promise<void> {
    return this.operations.data(change)
  }

  private perform(name: string, values: readonly unknown[], plan: () => Plan): Promise<void> {
    return this.operations.perform({ text: textOf(name, values), plan })
  }
}

function textOf(name: string, values: readonly unknown[]): string {
  const isGiven = (value: unknown): boolean => value !== undefined && JSON.stringify(value) !== '{}'
  return `${name}(${values
    .filter(isGiven)
    .map((value) => JSON.stringify(value))
    .join(', ')})`
}
