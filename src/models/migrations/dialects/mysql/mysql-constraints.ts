import type { ForeignKeyDefinition, IndexDefinition } from '../../schema'
import { statement, type SchemaStatement } from '../../schema-statement'
import { lineNamed, type MysqlCatalogue } from './mysql-catalogue'
import type { MysqlSql } from './mysql-sql'

/** Takes indices and constraints off tables of MySQL, where one hangs on the other, and each can be put back. */
export class MysqlConstraints {
  constructor(
    private readonly sql: MysqlSql,
    private readonly catalogue: MysqlCatalogue
  ) {}

  /** MySQL drops an index that it made for a foreign key as soon as another one serves the key. */
  async addIndex(table: string, name: string, index: IndexDefinition): Promise<SchemaStatement[]> {
    const { lines } = await this.catalogue.table(table)
    const keys = lines.filter(({ kind }) => kind === 'foreign').map((key) => key.name)
    const served = lines.filter(
      (line) =>
        line.kind === 'index' && keys.includes(line.name) && startsWith(index.columns, line.columns)
    )
    return [
      statement(
        this.sql.alter(table, `ADD ${this.sql.indexClause(name, index)}`),
        this.sql.alter(
          table,
          `DROP INDEX ${this.sql.quote(name)}`,
          ...served.map(({ text }) => `ADD ${text}`)
        )
      )
    ]
  }

  /** A foreign key that stood on the index gets one of its own, as it would have had without it. */
  async dropIndex(table: string, name: string): Promise<SchemaStatement[]> {
    const { lines } = await this.catalogue.table(table)
    const index = lineNamed({ name: table, lines }, 'index', name)
    const rest = lines.filter((line) => line.kind === 'index' && line !== index)
    const bare = lines.filter(
      (line) =>
        line.kind === 'foreign' &&
        startsWith(index.columns, line.columns) &&
        !rest.some(({ columns }) => startsWith(columns, line.columns))
    )
    const drop = `DROP INDEX ${this.sql.quote(name)}`
    return [
      statement(
        this.sql.alter(
          table,
          drop,
          ...bare.map(
            (key) => `ADD INDEX ${this.sql.quote(key.name)} (${this.sql.names(key.columns)})`
          )
        ),
        this.sql.alter(
          table,
          `ADD ${index.text}`,
          ...bare.map((key) => `DROP INDEX ${this.sql.quote(key.name)}`)
        )
      )
    ]
  }

  async dropCheck(table: string, name: string): Promise<SchemaStatement[]> {
    const { text } = lineNamed(await this.catalogue.table(table), 'check', name)
    return [
      statement(
        this.sql.alter(table, `DROP CONSTRAINT ${this.sql.quote(name)}`),
        this.sql.alter(table, `ADD ${text}`)
      )
    ]
  }

  async renameCheck(table: string, from: string, to: string): Promise<SchemaStatement[]> {
    const { text } = lineNamed(await this.catalogue.table(table), 'check', from)
    return [
      statement(
        this.sql.alter(
          table,
          `DROP CONSTRAINT ${this.sql.quote(from)}`,
          `ADD ${this.renamed(text, to)}`
        ),
        this.sql.alter(table, `DROP CONSTRAINT ${this.sql.quote(to)}`, `ADD ${text}`)
      )
    ]
  }

  async addForeignKey(
    table: string,
    name: string,
    key: ForeignKeyDefinition
  ): Promise<SchemaStatement[]> {
    const { lines } = await this.catalogue.table(table)
    const isServed = lines.some(
      ({ kind, columns }) => kind !== 'foreign' && startsWith(columns, key.columns)
    )
    const drops = [`DROP FOREIGN KEY ${this.sql.quote(name)}`]
    if (!isServed) drops.push(`DROP INDEX ${this.sql.quote(name)}`)
    return [
      statement(
        this.sql.alter(table, `ADD ${this.sql.foreignKey(name, key)}`),
        this.sql.alter(table, ...drops)
      )
    ]
  }

  /** The index that MySQL made for the key goes too, unless another key stands on it. */
  async dropForeignKey(table: string, name: string): Promise<SchemaStatement[]> {
    const { lines } = await this.catalogue.table(table)
    const key = lineNamed({ name: table, lines }, 'foreign', name)
    const index = lines.find((line) => line.kind === 'index' && line.name === name)
    const isShared = lines.some(
      (line) => line.kind === 'foreign' && line !== key && line.columns[0] === key.columns[0]
    )
    const own = index === undefined || isShared ? [] : [index]
    return [
      statement(
        this.sql.alter(
          table,
          `DROP FOREIGN KEY ${this.sql.quote(name)}`,
          ...own.map(() => `DROP INDEX ${this.sql.quote(name)}`)
        ),
        this.sql.alter(table, ...own.map(({ text }) => `ADD ${text}`), `ADD ${key.text}`)
      )
    ]
  }

  async renameForeignKey(table: string, from: string, to: string): Promise<SchemaStatement[]> {
    const { lines } = await this.catalogue.table(table)
    const { text } = lineNamed({ name: table, lines }, 'foreign', from)
    const hasIndex = lines.some(({ kind, name }) => kind === 'index' && name === from)
    const change = (a: string, b: string): string =>
      this.sql.alter(
        table,
        `DROP FOREIGN KEY ${this.sql.quote(a)}`,
        ...(hasIndex ? [`RENAME INDEX ${this.sql.quote(a)} TO ${this.sql.quote(b)}`] : []),
        `ADD ${this.renamed(text, b)}`
      )
    return [statement(change(from, to), change(to, from))]
  }

  private renamed(constraint: string, name: string): string {
    return constraint.replace(
      /^CONSTRAINT `(?:[^`]|``)*`/,
      () => `CONSTRAINT ${this.sql.quote(name)}`
    )
  }
}

function startsWith(columns: readonly string[], start: readonly string[]): boolean {
  return start.every((name, index) => columns[index] === name)
}
