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
import type { AddColumnOptions, AlterColumnOptions, IndexOptions } from '../../edit-options'
import { plan, statement, type Plan, type SchemaStatement } from '../../schema-statement'
import { TypeormMetadata } from '../typeorm-metadata'
import { PostgresColumnChange } from './postgres-alter-column'
import { PostgresCatalogue, type PresentColumn } from './postgres-catalogue'
import { PostgresEnums } from './postgres-enums'
import type { PostgresParts } from './postgres-parts'
import { renamePostgresColumn, renamePostgresTable } from './postgres-renames'
import { PostgresSql } from './postgres-sql'

/** The schema editor's operations on PostgreSQL. */
export class PostgresDialect extends PostgresSql {
  private readonly catalogue: PostgresCatalogue
  private readonly enums: PostgresEnums
  private readonly metadata: TypeormMetadata
  private readonly parts: PostgresParts

  constructor(runner: QueryRunner) {
    super(runner)
    this.catalogue = new PostgresCatalogue(this, runner)
    this.enums = new PostgresEnums(this, this.catalogue)
    this.metadata = new TypeormMetadata(this, runner, (type, path) => ({
      ...(type === 'GENERATED_COLUMN' ? { database: 'current_database()' } : {}),
      schema: this.literal(this.placeOf(path).schema)
    }))
    const { catalogue, enums, metadata } = this
    this.parts = { sql: this, catalogue, enums, metadata }
  }

  async createTable(name: string, table: TableDefinition): Promise<SchemaStatement[]> {
    const columns = Object.entries(table.columns)
    const indices = Object.entries(table.indices ?? {})
    const comments = columns.filter(([, { comment }]) => comment !== undefined)
    return [
      ...(await this.enums.create(name, columns)),
      statement(this.tableSql(name, table), `DROP TABLE ${this.path(name)}`),
      ...indices.map(([key, index]) => ({ sql: this.indexSql(name, key, index), undo: [] })),
      ...(table.comment === undefined ? [] : [this.tableComment(name, table.comment)]),
      ...comments.map(([key, { comment }]) => this.columnComment(name, key, comment)),
      ...columns.flatMap(([key, column]) => this.metadata.addColumn(name, key, column))
    ]
  }

  async dropTable(name: string): Promise<SchemaStatement[]> {
    const columns = await this.catalogue.columns(name)
    return [
      ...(await this.metadata.removeColumns(name, generatedOf(columns))),
      statement(`DROP TABLE ${this.path(name)}`),
      ...(await this.enums.drop(columns, name))
    ]
  }

  renameTable(from: string, to: string): Plan {
    return renamePostgresTable(this.parts, from, to)
  }

  commentTable(name: string, comment?: string): Plan {
    return Promise.resolve([this.tableComment(name, comment)])
  }

  async addColumn(
    table: string,
    name: string,
    column: ColumnDefinition,
    options: AddColumnOptions
  ): Promise<SchemaStatement[]> {
    const isFilled = await this.needsBackfill(table, name, column, options)
    const added = isFilled ? { ...column, nullable: true } : column
    const alter = `ALTER TABLE ${this.path(table)}`
    const key = column.primary ? await this.catalogue.primaryKey(table) : undefined
    return [
      ...(await this.enums.create(table, [[name, column]])),
      statement(
        `${alter} ADD COLUMN ${this.columnSql(table, name, added)}`,
        `${alter} DROP COLUMN ${this.quote(name)}`
      ),
      ...(isFilled ? this.fill(table, name, column, options) : []),
      ...(key === undefined ? [] : this.newPrimaryKey(table, key, [...key.columns, name])),
      ...(column.comment === undefined ? [] : [this.columnComment(table, name, column.comment)]),
      ...this.metadata.addColumn(table, name, column)
    ]
  }

  async dropColumn(table: string, name: string): Promise<SchemaStatement[]> {
    const column = await this.catalogue.column(table, name)
    return [
      ...(await this.metadata.removeColumns(table, [name])),
      statement(`ALTER TABLE ${this.path(table)} DROP COLUMN ${this.quote(name)}`),
      ...(await this.enums.drop([column], table))
    ]
  }

  renameColumn(table: string, from: string, to: string): Plan {
    return renamePostgresColumn(this.parts, table, [from, to])
  }

  alterColumn(
    table: string,
    name: string,
    column: ColumnDefinition,
    options: AlterColumnOptions
  ): Plan {
    const isNullLeft = (): Promise<boolean> => this.needsFilling(table, name, options)
    const change = { table, name, column, options }
    return new PostgresColumnChange(this.parts, change, isNullLeft).plan()
  }

  addIndex(table: string, name: string, index: IndexDefinition, options: IndexOptions): Plan {
    const drop = `DROP INDEX ${this.pathBeside(table, name)}`
    return plan(this.indexSql(table, name, index, options), drop)
  }

  async dropIndex(
    table: string,
    name: string,
    { concurrently = false }: IndexOptions
  ): Promise<SchemaStatement[]> {
    const path = this.pathBeside(table, name)
    const definition = await this.catalogue.indexDefinition(path)
    return [statement(`DROP INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${path}`, definition)]
  }

  renameIndex(table: string, from: string, to: string): Plan {
    const rename = (before: string, after: string): string =>
      `ALTER INDEX ${this.pathBeside(table, before)} RENAME TO ${this.quote(after)}`
    return plan(rename(from, to), rename(to, from))
  }

  addUnique(table: string, name: string, unique: UniqueDefinition): Plan {
    return this.addConstraint(table, name, this.uniqueClause(unique))
  }

  dropUnique(table: string, name: string): Plan {
    return this.dropConstraint(table, name)
  }

  renameUnique(table: string, from: string, to: string): Plan {
    return this.renameConstraint(table, from, to)
  }

  addCheck(table: string, name: string, check: CheckDefinition): Plan {
    return this.addConstraint(table, name, this.checkClause(check))
  }

  dropCheck(table: string, name: string): Plan {
    return this.dropConstraint(table, name)
  }

  renameCheck(table: string, from: string, to: string): Plan {
    return this.renameConstraint(table, from, to)
  }

  addForeignKey(table: string, name: string, key: ForeignKeyDefinition): Plan {
    return this.addConstraint(table, name, this.foreignKeyClause(key))
  }

  dropForeignKey(table: string, name: string): Plan {
    return this.dropConstraint(table, name)
  }

  renameForeignKey(table: string, from: string, to: string): Plan {
    return this.renameConstraint(table, from, to)
  }

  createView(name: string, { expression, materialized }: ViewDefinition): Plan {
    const kind = materialized ? 'MATERIALIZED VIEW' : 'VIEW'
    const type = materialized ? 'MATERIALIZED_VIEW' : 'VIEW'
    const path = this.path(name)
    return Promise.resolve([
      statement(`CREATE ${kind} ${path} AS ${expression}`, `DROP ${kind} ${path}`),
      ...this.metadata.add({ type, name }, expression)
    ])
  }

  async dropView(name: string): Promise<SchemaStatement[]> {
    const isMaterialized = await this.catalogue.isMaterialized(name)
    const type = isMaterialized ? 'MATERIALIZED_VIEW' : 'VIEW'
    return [
      ...(await this.metadata.remove({ type, name })),
      statement(`DROP ${isMaterialized ? 'MATERIALIZED VIEW' : 'VIEW'} ${this.path(name)}`)
    ]
  }

  private fill(
    table: string,
    name: string,
    { nullable }: ColumnDefinition,
    { backfill }: AddColumnOptions
  ): SchemaStatement[] {
    return [
      { sql: `UPDATE ${this.path(table)} SET ${this.quote(name)} = ${backfill}`, undo: [] },
      ...(nullable ? [] : [{ sql: this.alterColumnSql(table, name, 'SET NOT NULL'), undo: [] }])
    ]
  }

  private addConstraint(table: string, name: string, clause: string): Plan {
    const alter = `ALTER TABLE ${this.path(table)}`
    return plan(
      `${alter} ADD ${this.constraint(name, clause)}`,
      `${alter} DROP CONSTRAINT ${this.quote(name)}`
    )
  }

  private async dropConstraint(table: string, name: string): Promise<SchemaStatement[]> {
    const alter = `ALTER TABLE ${this.path(table)}`
    const clause = await this.catalogue.constraintDefinition(table, name)
    return [
      statement(
        `${alter} DROP CONSTRAINT ${this.quote(name)}`,
        clause && `${alter} ADD ${this.constraint(name, clause)}`
      )
    ]
  }

  private renameConstraint(table: string, from: string, to: string): Plan {
    const rename = (before: string, after: string): string =>
      `ALTER TABLE ${this.path(table)} RENAME CONSTRAINT ${this.quote(before)} TO ${this.quote(after)}`
    return plan(rename(from, to), rename(to, from))
  }
}

function generatedOf(columns: readonly PresentColumn[]): string[] {
  return columns.filter(({ isGenerated }) => isGenerated).map(({ name }) => name)
}
