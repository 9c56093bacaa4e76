import type { QueryRunner } from 'typeorm'
import { parseCreateTable, type TableConstraint } from '../../introspection/create-table'
import { unknownName } from '../schema-dialect'
import type { SqliteSql } from './sqlite-sql'
import { TableText, type TablePart } from './table-text'

interface MasterRow {
  readonly type: 'table' | 'index' | 'trigger'
  readonly name: string
  readonly sql: string
}

interface ColumnRow {
  readonly name: string
  readonly type: string
  /** The place in the primary key, from 1; 0 outside it. */
  readonly pk: number
}

/** A table as it was created, and what was created on it. */
export interface PresentTable {
  readonly name: string
  readonly sql: string
  readonly text: TableText
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[]
  readonly types: ReadonlyMap<string, string>
  readonly indices: readonly MasterRow[]
  readonly triggers: readonly MasterRow[]
}

/** What operations have to know of the present schema. */
export class SqliteCatalogue {
  constructor(
    private readonly sql: SqliteSql,
    private readonly runner: QueryRunner
  ) {}

  async table(name: string): Promise<PresentTable> {
    const master = await this.rows<MasterRow>(
      `SELECT type, name, sql FROM sqlite_master WHERE lower(tbl_name) = lower(${this.sql.literal(name)}) AND sql IS NOT NULL ORDER BY rowid`
    )
    const table = master.find(({ type }) => type === 'table')
    if (table === undefined) throw unknownName('table', name, name)
    const columns = await this.rows<ColumnRow>(`PRAGMA table_xinfo(${this.sql.quote(name)})`)
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    return {
      name: table.name,
      sql: table.sql,
      text: TableText.read(table.sql),
      key: key.map((column) => column.name),
      types: new Map(columns.map((column) => [column.name, column.type])),
      indices: master.filter(({ type }) => type === 'index'),
      triggers: master.filter(({ type }) => type === 'trigger')
    }
  }

  /** A constraint by its name; one without a name goes by the name that TypeORM would give it. */
  constraint({ name: table, sql, text }: PresentTable, name: string): TablePart {
    const parts = text.parts.filter(({ kind }) => kind === 'constraint')
    const { constraints } = parseCreateTable(sql)
    const index = constraints.findIndex(
      (constraint) => (constraint.name ?? this.nameOf(table, constraint)) === name
    )
    if (index === -1) throw unknownName('constraint', table, name)
    return parts[index]!
  }

  private nameOf(table: string, constraint: TableConstraint): string | undefined {
    const { namingStrategy } = this.runner.dataSource
    const columns = [...constraint.columns]
    switch (constraint.kind) {
      case 'UNIQUE':
        return namingStrategy.uniqueConstraintName(table, columns)
      case 'CHECK':
        return namingStrategy.checkConstraintName(table, constraint.expression!)
      case 'FOREIGN':
        return namingStrategy.foreignKeyName(table, columns)
      case 'PRIMARY':
        return undefined
    }
  }

  private async rows<Row>(sql: string): Promise<Row[]> {
    return (await this.runner.query(sql)) as Row[]
  }
}
