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
import { mentions, tokensOf } from '../../sql-tokens'
import { unknownName } from '../schema-dialect'
import { TypeormMetadata } from '../typeorm-metadata'
import { alterSqliteColumn } from './sqlite-alter-column'
import { copyNameOf, copyTable, type TableChange } from './copy-table'
import { SqliteCatalogue, type PresentTable } from './sqlite-catalogue'
import { SqliteSql } from './sqlite-sql'
import type { TableText } from './table-text'

// what SQLite can put into the rows that are there without touching them
const CONSTANT =
  /^\(*\s*([-+]?[\d.]+(e[-+]?\d+)?|'(?:[^']|'')*'|x'[\da-f]*'|NULL|TRUE|FALSE)\s*\)*$/i

/** The schema editor's operations on SQLite: what `ALTER TABLE` cannot do is a copy of the table. */
export class SqliteDialect extends SqliteSql {
  private readonly catalogue: SqliteCatalogue
  private readonly metadata: TypeormMetadata

  constructor(runner: QueryRunner) {
    super(runner)
    this.catalogue = new SqliteCatalogue(this, runner)
    this.metadata = new TypeormMetadata(this, runner, () => ({}))
  }

  createTable(name: string, table: TableDefinition): Plan {
    const indices = Object.entries(table.indices ?? {})
    const columns = Object.entries(table.columns)
    return Promise.resolve([
      statement(this.tableSql(name, table)),
      ...indices.map(([key, index]) => statement(this.indexSql(name, key, index))),
      ...columns.flatMap(([column, definition]) =>
        this.metadata.addColumn(name, column, definition)
      )
    ])
  }

  async dropTable(name: string): Promise<SchemaStatement[]> {
    const { text } = await this.catalogue.table(name)
    return [
      ...(await this.metadata.removeColumns(name, text.columns)),
      statement(`DROP TABLE ${this.quote(name)}`)
    ]
  }

  async renameTable(from: string, to: string): Promise<SchemaStatement[]> {
    const steps = from.toLowerCase() === to.toLowerCase() ? [from, copyNameOf(to), to] : [from, to]
    return [
      // SQLite takes `Post` for a table that is there where `post` is
      ...steps
        .slice(1)
        .map((next, index) =>
          statement(`ALTER TABLE ${this.quote(steps[index]!)} RENAME TO ${this.quote(next)}`)
        ),
      ...(await this.metadata.renameTable(from, to))
    ]
  }

  /** SQLite has no comments. */
  commentTable(): Plan {
    return Promise.resolve([])
  }

  async addColumn(
    table: string,
    name: string,
    column: ColumnDefinition,
    options: AddColumnOptions
  ): Promise<SchemaStatement[]> {
    const isFilled = await this.needsBackfill(table, name, column, options)
    const note = this.metadata.addColumn(table, name, column)
    const text = this.columnSql(name, column)
    if (!isFilled && isAppendable(column)) {
      return [statement(`ALTER TABLE ${this.quote(table)} ADD COLUMN ${text}`), ...note]
    }
    const present = await this.catalogue.table(table)
    const values = new Map(isFilled ? [[name, options.backfill!]] : [])
    return [
      ...this.copy(present, { text: this.withColumn(present, name, column), values }),
      ...note
    ]
  }

  async dropColumn(table: string, name: string): Promise<SchemaStatement[]> {
    const present = await this.catalogue.table(table)
    if (present.text.column(name) === undefined) throw unknownName('column', table, name)
    const indices = present.indices.filter(({ sql }) => !mentions(afterTable(sql), name))
    return [
      ...(await this.metadata.removeColumns(table, [name])),
      ...this.copy(present, {
        text: present.text.withoutColumn(name),
        indices: indices.map(({ sql }) => sql)
      })
    ]
  }

  async renameColumn(table: string, from: string, to: string): Promise<SchemaStatement[]> {
    return [
      statement(
        `ALTER TABLE ${this.quote(table)} RENAME COLUMN ${this.quote(from)} TO ${this.quote(to)}`
      ),
      ...(await this.metadata.renameColumn(table, from, to))
    ]
  }

  async alterColumn(
    table: string,
    name: string,
    column: ColumnDefinition,
    options: AlterColumnOptions
  ): Promise<SchemaStatement[]> {
    const present = await this.catalogue.table(table)
    const isFilled =
      column.nullable !== true &&
      column.generatedAs === undefined &&
      options.using === undefined &&
      (await this.needsFilling(table, name, options))
    const change = alterSqliteColumn(this, present, { name, column, options, isFilled })
    return [
      ...(await this.metadata.removeColumns(table, [name])),
      ...this.copy(present, change),
      ...this.metadata.addColumn(table, name, column)
    ]
  }

  addIndex(table: string, name: string, index: IndexDefinition): Plan {
    return plan(this.indexSql(table, name, index))
  }

  dropIndex(_table: string, name: string): Plan {
    return plan(`DROP INDEX ${this.quote(name)}`)
  }

  async renameIndex(table: string, from: string, to: string): Promise<SchemaStatement[]> {
    const { indices } = await this.catalogue.table(table)
    const index = indices.find(({ name }) => name === from)
    if (index === undefined) throw unknownName('index', table, from)
    const name = tokensOf(index.sql).find(
      ({ value }) => value.toLowerCase() === from.toLowerCase()
    )!
    const sql = index.sql.slice(0, name.start) + this.quote(to) + index.sql.slice(name.end)
    return [statement(`DROP INDEX ${this.quote(from)}`), statement(sql)]
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

  createView(name: string, { expression }: ViewDefinition): Plan {
    return Promise.resolve([
      statement(`CREATE VIEW ${this.quote(name)} AS ${expression}`),
      ...this.metadata.add({ type: 'VIEW', name }, expression)
    ])
  }

  async dropView(name: string): Promise<SchemaStatement[]> {
    return [
      ...(await this.metadata.remove({ type: 'VIEW', name })),
      statement(`DROP VIEW ${this.quote(name)}`)
    ]
  }

  private copy(present: PresentTable, change: TableChange): SchemaStatement[] {
    return copyTable(this, present, change)
  }

  private withColumn(
    { text, key }: PresentTable,
    name: string,
    column: ColumnDefinition
  ): TableText {
    const isAlone = column.primary === true && key.length === 0
    const part = { kind: 'column', name, text: this.columnSql(name, column, isAlone) } as const
    if (column.primary !== true || isAlone) return text.with(part)
    return text.withPrimaryKey(this.primaryKeyClause([...key, name])).with(part)
  }

  private async addConstraint(
    table: string,
    name: string,
    clause: string
  ): Promise<SchemaStatement[]> {
    const present = await this.catalogue.table(table)
    const text = this.constraint(name, clause)
    return this.copy(present, { text: present.text.with({ kind: 'constraint', name, text }) })
  }

  private async dropConstraint(table: string, name: string): Promise<SchemaStatement[]> {
    const present = await this.catalogue.table(table)
    const gone = this.catalogue.constraint(present, name)
    return this.copy(present, { text: present.text.without((part) => part === gone) })
  }

  private async renameConstraint(
    table: string,
    from: string,
    to: string
  ): Promise<SchemaStatement[]> {
    const present = await this.catalogue.table(table)
    const old = this.catalogue.constraint(present, from)
    const clause = old.name === undefined ? old.text : old.text.slice(tokensOf(old.text)[1]!.end)
    const text = this.constraint(to, clause.trim())
    return this.copy(present, { text: present.text.replace(old, { ...old, name: to, text }) })
  }
}

// https://sqlite.org/lang_altertable.html, section 4
function isAppendable(column: ColumnDefinition): boolean {
  const { default: value, generatedAs, generatedType = 'VIRTUAL' } = column
  if (column.primary === true || column.generated === 'increment') return false
  if (generatedAs !== undefined) return generatedType === 'VIRTUAL' && column.nullable === true
  const isNull = value === undefined || /^\(*NULL\)*$/i.test(value)
  return isNull ? column.nullable === true : CONSTANT.test(value)
}

/** What stands behind the name of its table in the statement that makes an index. */
function afterTable(sql: string): string {
  const open = tokensOf(sql).find(({ kind, value }) => kind === 'sign' && value === '(')
  return open === undefined ? '' : sql.slice(open.start)
}
