import type { ColumnDefinition } from '../../schema'
import { statement, type SchemaStatement } from '../../schema-statement'
import type { ColumnPlace, PostgresCatalogue, PresentColumn } from './postgres-catalogue'
import type { PostgresSql } from './postgres-sql'

/** The types behind enum columns. */
export class PostgresEnums {
  constructor(
    private readonly sql: PostgresSql,
    private readonly catalogue: PostgresCatalogue
  ) {}

  /** Make the types that columns need and the database does not have. */
  async create(
    table: string,
    columns: readonly (readonly [name: string, column: ColumnDefinition])[]
  ): Promise<SchemaStatement[]> {
    const statements = new Map<string, SchemaStatement[]>()
    for (const [name, column] of columns) {
      if (column.enum === undefined) continue
      const path = this.sql.enumPath(table, name, column)
      statements.set(path, await this.createOne(path, column.enum))
    }
    return [...statements.values()].flat()
  }

  private async createOne(path: string, values: readonly string[]): Promise<SchemaStatement[]> {
    const present = await this.catalogue.enumValues(path)
    if (isSame(present, values)) return []
    const users = present.length === 0 ? [] : await this.catalogue.columnsOfType(path)
    // other columns have it, whose values change with it
    if (users.length > 0) return this.replace(path, values)
    const drop = `DROP TYPE ${path}`
    // left behind by a table that is gone
    const leftover = present.length === 0 ? [] : [statement(drop)]
    return [...leftover, statement(this.creation(path, values), drop)]
  }

  /** Drop the types of columns that went, where no other column has them. */
  async drop(columns: readonly PresentColumn[], table: string): Promise<SchemaStatement[]> {
    const types = new Set(columns.filter(({ isEnum }) => isEnum).map(({ baseType }) => baseType))
    const gone = new Set(columns.map(({ name }) => name))
    const place = this.sql.path(table)
    const statements: SchemaStatement[] = []
    for (const type of types) {
      const users = await this.catalogue.columnsOfType(type)
      const isOwn = (user: ColumnPlace): boolean => user.table === place && gone.has(user.name)
      if (users.every(isOwn)) statements.push(statement(`DROP TYPE ${type}`))
    }
    return statements
  }

  /**
   * Give an enum other values: a new type, into which every column that has it is cast by its text. `altered` has lost
   * its default by then, which may be none of the new values.
   */
  async replace(
    path: string,
    values: readonly string[],
    altered?: Pick<ColumnPlace, 'table' | 'name'>
  ): Promise<SchemaStatement[]> {
    if (isSame(await this.catalogue.enumValues(path), values)) return []
    const users = await this.catalogue.columnsOfType(path)
    const old = `${path.slice(0, -1)}_old"`
    const rest = await Promise.all(
      users.map(({ table, name }) => this.catalogue.dependants(table, name))
    )
    const dependants = rest.flat()
    return [
      ...dependants.map(({ drop }) => statement(drop)),
      statement(`ALTER TYPE ${path} RENAME TO ${old.slice(old.lastIndexOf('."') + 1)}`),
      statement(this.creation(path, values)),
      ...users.flatMap((user) => {
        const isAltered = user.table === altered?.table && user.name === altered.name
        return this.cast(isAltered ? { ...user, default: null } : user, path)
      }),
      statement(`DROP TYPE ${old}`),
      ...dependants.map(({ create }) => statement(create))
    ]
  }

  private cast(
    { table, name, isArray, default: value }: ColumnPlace,
    path: string
  ): SchemaStatement[] {
    const column = this.sql.quote(name)
    const alter = `ALTER TABLE ${table} ALTER COLUMN ${column}`
    const [text, type] = isArray ? ['text[]', `${path}[]`] : ['text', path]
    return [
      ...(value === null ? [] : [statement(`${alter} DROP DEFAULT`)]),
      statement(`${alter} TYPE ${type} USING ${column}::${text}::${type}`),
      // `'draft'::article_status_enum`: the name of the type is the new one's by now
      ...(value === null ? [] : [statement(`${alter} SET DEFAULT ${value}`)])
    ]
  }

  private creation(path: string, values: readonly string[]): string {
    const list = values.map((value) => this.sql.literal(value)).join(', ')
    return `CREATE TYPE ${path} AS ENUM (${list})`
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
