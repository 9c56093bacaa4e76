import type { QueryRunner } from 'typeorm'
import { unknownName } from '../schema-dialect'
import type { MysqlSql } from './mysql-sql'

/** A line of `SHOW CREATE TABLE`: a column, an index or a constraint as the server writes it. */
export interface TableLine {
  readonly kind: 'column' | 'primary' | 'index' | 'foreign' | 'check'
  readonly name: string
  readonly text: string
  /** The columns of an index or a foreign key, in its order. */
  readonly columns: readonly string[]
}

/** A table as `SHOW CREATE TABLE` prints it. */
export interface PresentTable {
  readonly name: string
  readonly lines: readonly TableLine[]
}

/** A column that a foreign key ties to another one. */
export interface KeyLink {
  readonly key: string
  readonly table: string
  readonly column: string
  readonly parentTable: string
  readonly parentColumn: string
}

const NAME = '`((?:[^`]|``)*)`'

/** What operations have to know of the present schema. */
export class MysqlCatalogue {
  constructor(
    private readonly sql: MysqlSql,
    private readonly runner: QueryRunner
  ) {}

  async table(name: string): Promise<PresentTable> {
    const [row] = await this.rows<Record<string, string>>(
      `SHOW CREATE TABLE ${this.sql.path(name)}`
    )
    const text = row?.['Create Table'] ?? ''
    const lines = text
      .split('\n')
      .slice(1)
      .filter((line) => line.startsWith('  '))
    return { name, lines: lines.map((line) => lineOf(line.trim().replace(/,$/, ''))) }
  }

  async view(name: string): Promise<string> {
    const [row] = await this.rows<Record<string, string>>(`SHOW CREATE VIEW ${this.sql.path(name)}`)
    return row!['Create View']!
  }

  async tableComment(name: string): Promise<string> {
    const [row] = await this.rows<{ comment: string }>(
      `SELECT TABLE_COMMENT AS comment FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${this.sql.literal(name)}`
    )
    return row?.comment ?? ''
  }

  /** All foreign keys of the database, column by column. */
  links(): Promise<KeyLink[]> {
    return this.rows(`
      SELECT CONSTRAINT_NAME AS \`key\`, TABLE_NAME AS \`table\`, COLUMN_NAME AS \`column\`,
        REFERENCED_TABLE_NAME AS parentTable, REFERENCED_COLUMN_NAME AS parentColumn
      FROM information_schema.KEY_COLUMN_USAGE
      WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_SCHEMA = DATABASE()
      ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`)
  }

  private async rows<Row>(sql: string): Promise<Row[]> {
    return (await this.runner.query(sql)) as Row[]
  }
}

/** The line of a table that must be there. */
export function lineNamed(table: PresentTable, kind: TableLine['kind'], name: string): TableLine {
  const found = table.lines.find((line) => line.kind === kind && line.name === name)
  if (found === undefined) throw unknownName(WORDS[kind], table.name, name)
  return found
}

const WORDS = {
  column: 'column',
  primary: 'primary key',
  index: 'index',
  foreign: 'foreign key',
  check: 'check'
} as const

function lineOf(text: string): TableLine {
  const column = new RegExp(`^${NAME} `).exec(text)
  if (column !== null) return { kind: 'column', name: unquoted(column[1]!), text, columns: [] }
  if (text.startsWith('PRIMARY KEY')) {
    return { kind: 'primary', name: 'PRIMARY', text, columns: namesIn(text) }
  }
  const constraint = new RegExp(`^CONSTRAINT ${NAME} (FOREIGN KEY \\(([^)]*)\\)|CHECK)`).exec(text)
  if (constraint !== null) {
    const [, name, , columns] = constraint
    const kind = columns === undefined ? 'check' : 'foreign'
    return { kind, name: unquoted(name!), text, columns: namesIn(columns ?? '') }
  }
  const [, name = ''] = new RegExp(`KEY ${NAME}`).exec(text) ?? []
  return { kind: 'index', name: unquoted(name), text, columns: namesIn(text).slice(1) }
}

function namesIn(text: string): string[] {
  return [...text.matchAll(new RegExp(NAME, 'g'))].map(([, name]) => unquoted(name!))
}

function unquoted(name: string): string {
  return name.replaceAll('``', '`')
}
