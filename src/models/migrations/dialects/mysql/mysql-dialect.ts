import type { QueryRunner } from 'typeorm'
import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableDefinition,
  UniqueDefinition,
  ViewDefinition
} from '../../schema'
import type { AddColumnOptions, AlterColumnOptions } from '../../edit-options'
import { plan, statement, type Plan, type SchemaStatement } from '../../schema-statement'
import { mentions } from '../../sql-tokens'
import { TypeormMetadata } from '../typeorm-metadata'
import { MysqlColumnChange, setSql } from './mysql-alter-column'
import { lineNamed, MysqlCatalogue, type PresentTable } from './mysql-catalogue'
import { MysqlConstraints } from './mysql-constraints'
import { MysqlSql } from './mysql-sql'

/** The schema editor's operations on MySQL and MariaDB, each with what takes it back. */
export class MysqlDialect extends MysqlSql {
  private readonly catalogue: MysqlCatalogue
  private readonly constraints: MysqlConstraints
  private readonly metadata: TypeormMetadata

  constructor(runner: QueryRunner) {
    super(runner)
    this.catalogue = new MysqlCatalogue(this, runner)
    this.constraints = new MysqlConstraints(this, this.catalogue)
    this.metadata = new TypeormMetadata(this, runner, () => ({ schema: 'DATABASE()' }))
  }

  createTable(name: string, table: TableDefinition): Plan {
    const columns = Object.entries(table.columns)
    return Promise.resolve([
      statement(this.tableSql(name, table), `DROP TABLE ${this.path(name)}`),
      ...columns.flatMap(([column, definition]) =>
        this.metadata.addColumn(name, column, definition)
      )
    ])
  }

  async dropTable(name: string): Promise<SchemaStatement[]> {
    const { lines } = await this.catalogue.table(name)
    const columns = lines.filter(({ kind }) => kind === 'column').map((line) => line.name)
    return [
      ...(await this.metadata.removeColumns(name, columns)),
      statement(`DROP TABLE ${this.path(name)}`)
    ]
  }

  async renameTable(from: string, to: string): Promise<SchemaStatement[]> {
    const rename = (a: string, b: string): string =>
      `RENAME TABLE ${this.path(a)} TO ${this.path(b)}`
    return [
      statement(rename(from, to), rename(to, from)),
      ...(await this.metadata.renameTable(from, to))
    ]
  }

  async commentTable(name: string, comment = ''): Promise<SchemaStatement[]> {
    const change = (text: string): string => this.alter(name, `COMMENT = ${this.literal(text)}`)
    return [statement(change(comment), change(await this.catalogue.tableComment(name)))]
  }

  async addColumn(
    table: string,
    name: string,
    column: ColumnDefinition,
    options: AddColumnOptions
  ): Promise<SchemaStatement[]> {
    const isFilled = await this.needsBackfill(table, name, column, options)
    const present = await this.catalogue.table(table)
    const key = present.lines.find(({ kind }) => kind === 'primary')
    const isKey = column.primary === true
    const added = isFilled ? { ...column, nullable: true } : column
    const drop = `DROP COLUMN ${this.quote(name)}`
    return [
      {
        sql: this.alter(
          table,
          ...(isKey && key !== undefined ? ['DROP PRIMARY KEY'] : []),
          `ADD COLUMN ${this.columnSql(name, added)}`,
          ...(isKey ? [`ADD ${this.primaryKeyClause([...(key?.columns ?? []), name])}`] : [])
        ),
        undo: [
          isKey
            ? this.alter(table, 'DROP PRIMARY KEY', drop, ...(key ? [`ADD ${key.text}`] : []))
            : this.alter(table, drop)
        ]
      },
      ...(isFilled ? this.fill(present, name, column, options) : []),
      ...this.metadata.addColumn(table, name, column)
    ]
  }

  async dropColumn(table: string, name: string): Promise<SchemaStatement[]> {
    const present = await this.catalogue.table(table)
    lineNamed(present, 'column', name)
    const own = present.lines.filter(
      ({ kind, text, columns }) =>
        columns.includes(name) || (kind === 'check' && mentions(text, name))
    )
    const drops = own.map((line) => {
      if (line.kind === 'primary') return 'DROP PRIMARY KEY'
      const words = { foreign: 'FOREIGN KEY', check: 'CONSTRAINT', index: 'INDEX', column: '' }
      return `DROP ${words[line.kind]} ${this.quote(line.name)}`
    })
    const key = own.find(({ kind }) => kind === 'primary')?.columns.filter((one) => one !== name)
    return [
      ...(await this.metadata.removeColumns(table, [name])),
      statement(
        this.alter(
          table,
          ...drops,
          `DROP COLUMN ${this.quote(name)}`,
          ...(key === undefined || key.length === 0 ? [] : [`ADD ${this.primaryKeyClause(key)}`])
        )
      )
    ]
  }

  async renameColumn(table: string, from: string, to: string): Promise<SchemaStatement[]> {
    const rename = (a: string, b: string): string =>
      this.alter(table, `RENAME COLUMN ${this.quote(a)} TO ${this.quote(b)}`)
    return [
      statement(rename(from, to), rename(to, from)),
      ...(await this.metadata.renameColumn(table, from, to))
    ]
  }

  async alterColumn(
    table: string,
    name: string,
    column: ColumnDefinition,
    options: AlterColumnOptions
  ): Promise<SchemaStatement[]> {
    const isFilled =
      column.nullable !== true &&
      column.generatedAs === undefined &&
      options.using === undefined &&
      (await this.needsFilling(table, name, options))
    const change = { table, name, column, options, isFilled }
    return [
      ...(await this.metadata.removeColumns(table, [name])),
      ...(await new MysqlColumnChange(this, this.catalogue, change).plan()),
      ...this.metadata.addColumn(table, name, column)
    ]
  }

  addIndex(table: string, name: string, index: IndexDefinition): Plan {
    return this.constraints.addIndex(table, name, index)
  }

  dropIndex(table: string, name: string): Plan {
    return this.constraints.dropIndex(table, name)
  }

  renameIndex(table: string, from: string, to: string): Plan {
    const rename = (a: string, b: string): string =>
      this.alter(table, `RENAME INDEX ${this.quote(a)} TO ${this.quote(b)}`)
    return plan(rename(from, to), rename(to, from))
  }

  addUnique(table: string, name: string, unique: UniqueDefinition): Plan {
    return this.addIndex(table, name, { columns: unique.columns, unique: true })
  }

  dropUnique(table: string, name: string): Plan {
    return this.dropIndex(table, name)
  }

  renameUnique(table: string, from: string, to: string): Plan {
    return this.renameIndex(table, from, to)
  }

  addCheck(table: string, name: string, check: CheckDefinition): Plan {
    const clause = this.constraint(name, this.checkClause(check))
    const drop = `DROP CONSTRAINT ${this.quote(name)}`
    return plan(this.alter(table, `ADD ${clause}`), this.alter(table, drop))
  }

  dropCheck(table: string, name: string): Plan {
    return this.constraints.dropCheck(table, name)
  }

  renameCheck(table: string, from: string, to: string): Plan {
    return this.constraints.renameCheck(table, from, to)
  }

  addForeignKey(table: string, name: string, key: ForeignKeyDefinition): Plan {
    return this.constraints.addForeignKey(table, name, key)
  }

  dropForeignKey(table: string, name: string): Plan {
    return this.constraints.dropForeignKey(table, name)
  }

  renameForeignKey(table: string, from: string, to: string): Plan {
    return this.constraints.renameForeignKey(table, from, to)
  }

  createView(name: string, { expression }: ViewDefinition): Plan {
    const path = this.path(name)
    return Promise.resolve([
      statement(`CREATE VIEW ${path} AS ${expression}`, `DROP VIEW ${path}`),
      ...this.metadata.add({ type: 'VIEW', name }, expression)
    ])
  }

  async dropView(name: string): Promise<SchemaStatement[]> {
    const definition = await this.catalogue.view(name)
    return [
      ...(await this.metadata.remove({ type: 'VIEW', name })),
      statement(`DROP VIEW ${this.path(name)}`, definition)
    ]
  }

  private fill(
    present: PresentTable,
    name: string,
    column: ColumnDefinition,
    { backfill }: AddColumnOptions
  ): SchemaStatement[] {
    const set = setSql(this, present, name, backfill!)
    return [
      { sql: set, undo: [] },
      {
        sql: this.alter(present.name, `MODIFY COLUMN ${this.columnSql(name, column)}`),
        undo: []
      }
    ]
  }
}
