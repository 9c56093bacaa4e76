import type { QueryRunner } from 'typeorm'
import type { ColumnDefinition } from '../schema'
import type { SchemaStatement } from '../schema-statement'
import type { SchemaDialect } from './schema-dialect'

/** What TypeORM notes of a view or a generated column, whose text no engine gives back as it was written. */
export interface Note {
  readonly type: 'VIEW' | 'MATERIALIZED_VIEW' | 'GENERATED_COLUMN'
  readonly table?: string
  readonly name: string
}

type Placed = Note & { readonly value?: string }

/** TypeORM's own table, kept so that its `synchronize` and its query runner go on understanding the schema. */
export class TypeormMetadata {
  constructor(
    private readonly dialect: SchemaDialect,
    private readonly runner: QueryRunner,
    /** Columns that say where a note belongs, and SQL for what stands in them. */
    private readonly place: (type: Note['type'], path: string) => Readonly<Record<string, string>>
  ) {}

  add(note: Note, value: string): SchemaStatement[] {
    const cells = this.cells({ ...note, value: value.trim() })
    const names = Object.keys(cells).map((name) => this.dialect.quote(name))
    return [
      { sql: this.createTable(), undo: [] },
      {
        sql: `INSERT INTO ${this.table} (${names.join(', ')}) VALUES (${Object.values(cells).join(', ')})`,
        undo: [this.deletion(note)]
      }
    ]
  }

  /** Nothing where TypeORM has no table of notes. */
  async remove(note: Note): Promise<SchemaStatement[]> {
    const value = await this.read(note)
    if (value === undefined) return []
    const back = this.add(note, value).at(-1)!
    return [{ sql: this.deletion(note), undo: [back.sql] }]
  }

  /** Note a column where it is a generated one. */
  addColumn(table: string, name: string, { generatedAs }: ColumnDefinition): SchemaStatement[] {
    if (generatedAs === undefined) return []
    return this.add({ type: 'GENERATED_COLUMN', table, name }, generatedAs)
  }

  async removeColumns(table: string, names: readonly string[]): Promise<SchemaStatement[]> {
    const notes = names.map((name) => this.remove({ type: 'GENERATED_COLUMN', table, name }))
    return (await Promise.all(notes)).flat()
  }

  /** Let the notes of a table follow its new name. */
  async renameTable(from: string, to: string): Promise<SchemaStatement[]> {
    if (!(await this.exists())) return []
    const set = (before: string, after: string): string => {
      const cells = {
        ...this.place('GENERATED_COLUMN', before),
        table: this.dialect.literal(lastOf(before))
      }
      return `UPDATE ${this.table} SET ${this.dialect.quote('table')} = ${this.dialect.literal(lastOf(after))} WHERE ${this.where(cells)}`
    }
    return [{ sql: set(from, to), undo: [set(to, from)] }]
  }

  /** Let the note of a generated column follow its new name. */
  async renameColumn(table: string, from: string, to: string): Promise<SchemaStatement[]> {
    const note = { type: 'GENERATED_COLUMN', table, name: from } as const
    const value = await this.read(note)
    if (value === undefined) return []
    return [...(await this.remove(note)), ...this.add({ ...note, name: to }, value)]
  }

  private async read(note: Note): Promise<string | undefined> {
    if (!(await this.exists())) return undefined
    const sql = `SELECT ${this.dialect.quote('value')} AS value FROM ${this.table} WHERE ${this.where(this.cells(note))}`
    const rows = (await this.runner.query(sql)) as { readonly value: string }[]
    return rows[0]?.value
  }

  private exists(): Promise<boolean> {
    return this.runner.hasTable(this.runner.dataSource.metadataTableName)
  }

  private deletion(note: Note): string {
    return `DELETE FROM ${this.table} WHERE ${this.where(this.cells(note))}`
  }

  private cells({ type, table, name, value }: Placed): Record<string, string> {
    const literal = (text: string): string => this.dialect.literal(text)
    return {
      type: literal(type),
      ...this.place(type, table ?? name),
      ...(table === undefined ? {} : { table: literal(lastOf(table)) }),
      name: literal(lastOf(name)),
      ...(value === undefined ? {} : { value: literal(value) })
    }
  }

  private where(cells: Readonly<Record<string, string>>): string {
    return Object.entries(cells)
      .map(([name, value]) => `${this.dialect.quote(name)} = ${value}`)
      .join(' AND ')
  }

  private get table(): string {
    return this.dialect.path(this.runner.dataSource.metadataTableName)
  }

  private createTable(): string {
    const columns = ['database', 'schema', 'table', 'name'].map(
      (name) => `${this.dialect.quote(name)} varchar(255)`
    )
    return `CREATE TABLE IF NOT EXISTS ${this.table} (${this.dialect.quote('type')} varchar(255) NOT NULL, ${columns.join(', ')}, ${this.dialect.quote('value')} text)`
  }
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}
