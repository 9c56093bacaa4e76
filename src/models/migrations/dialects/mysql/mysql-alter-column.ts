import type { ColumnDefinition } from '../../schema'
import type { AlterColumnOptions } from '../../edit-options'
import type { SchemaStatement } from '../../schema-statement'
import { lineNamed, type KeyLink, type MysqlCatalogue, type PresentTable } from './mysql-catalogue'
import type { MysqlSql } from './mysql-sql'

interface Change {
  readonly table: string
  readonly name: string
  readonly column: ColumnDefinition
  readonly options: AlterColumnOptions
  /** Whether rows without a value take that of `backfill`. */
  readonly isFilled: boolean
}

// `int(11) unsigned`, `enum('a','b') CHARACTER SET latin1 COLLATE latin1_bin`
const TYPE =
  /^(\w+(?:\((?:'(?:[^']|'')*'|[^')])*\))?)( unsigned)?( zerofill)?( CHARACTER SET \w+)?( COLLATE \w+)?/i
const COPY = 'nuages_new_value'

/**
 * Alters one column, and keeps its values.
 *
 * MySQL refuses to change the type of a column that a foreign key ties to another: the keys are taken off, all columns
 * that they tie together change their type, and the keys are put back.
 */
export class MysqlColumnChange {
  constructor(
    private readonly sql: MysqlSql,
    private readonly catalogue: MysqlCatalogue,
    private readonly change: Change
  ) {}

  async plan(): Promise<SchemaStatement[]> {
    const { table, name, column } = this.change
    const present = await this.catalogue.table(table)
    const { text } = lineNamed(present, 'column', name)
    const own = this.alterOwn(present, text)
    if (sameType(typeOf(text, name), this.sql.typeSql(column))) return own
    const tied = await this.tiedColumns()
    if (tied.keys.length === 0) return own
    const tables = new Map<string, PresentTable>()
    for (const one of new Set([...tied.keys, ...tied.columns].map((place) => place.table))) {
      tables.set(one, await this.catalogue.table(one))
    }
    const keys = tied.keys.map((key) => this.key(tables.get(key.table)!, key))
    const others = tied.columns.map((place) => this.alterTied(tables.get(place.table)!, place))
    return [
      ...keys.map(({ add, drop }) => ({ sql: drop, undo: [add] })),
      ...own,
      ...others,
      ...keys.map(({ add, drop }) => ({ sql: add, undo: [drop] }))
    ]
  }

  private alterOwn(present: PresentTable, text: string): SchemaStatement[] {
    const { table, name, column, options, isFilled } = this.change
    const { sql } = this
    const modify = `MODIFY COLUMN ${sql.columnSql(name, column)}`
    const key = this.changedKey(present)
    const statement = {
      sql: sql.alter(table, ...key.drop, modify, ...key.add),
      undo: [sql.alter(table, ...key.undrop, `MODIFY COLUMN ${text}`, ...key.unadd)]
    }
    if (options.using !== undefined) return [...this.convert(present, text), statement]
    if (!isFilled) return [statement]
    return [{ sql: this.fill(present, name, options.backfill!), undo: [] }, statement]
  }

  /** MySQL has no `USING`: the new values are made beside the old ones, which then go. */
  private convert(present: PresentTable, text: string): SchemaStatement[] {
    const { table, name, column, options } = this.change
    const { sql } = this
    const nullable = { ...column, nullable: true, default: undefined, primary: false }
    const plain = sql.columnSql(COPY, { ...nullable, generated: undefined, onUpdate: undefined })
    const emptied = text.replace(/ NOT NULL\b/i, ' NULL').replace(/ AUTO_INCREMENT\b/i, '')
    const modify = (to: string): string => sql.alter(table, `MODIFY COLUMN ${to}`)
    const { using = '', backfill } = options
    const value = backfill === undefined ? using : `coalesce(${using}, ${backfill})`
    return [
      {
        sql: sql.alter(table, `ADD COLUMN ${plain}`),
        undo: [sql.alter(table, `DROP COLUMN ${sql.quote(COPY)}`)]
      },
      { sql: this.set(present, COPY, value), undo: [] },
      { sql: modify(emptied), undo: [modify(text)] },
      { sql: this.set(present, name, 'NULL') },
      { sql: modify(sql.columnSql(name, nullable)) },
      { sql: this.set(present, name, sql.quote(COPY)) },
      { sql: sql.alter(table, `DROP COLUMN ${sql.quote(COPY)}`) }
    ]
  }

  private fill(present: PresentTable, name: string, value: string): string {
    return `${this.set(present, name, value)} WHERE ${this.sql.quote(name)} IS NULL`
  }

  private set(present: PresentTable, name: string, value: string): string {
    return setSql(this.sql, present, name, value)
  }

  private changedKey(present: PresentTable): KeyChange {
    const { name, column } = this.change
    const old = present.lines.find(({ kind }) => kind === 'primary')
    const columns = old?.columns ?? []
    const isPrimary = column.primary === true
    if (columns.includes(name) === isPrimary) return { drop: [], add: [], undrop: [], unadd: [] }
    const others = columns.filter((other) => other !== name)
    const after = isPrimary ? [...others, name] : others
    const drop = ['DROP PRIMARY KEY']
    return {
      drop: old === undefined ? [] : drop,
      add: after.length === 0 ? [] : [`ADD ${this.sql.primaryKeyClause(after)}`],
      undrop: after.length === 0 ? [] : drop,
      unadd: old === undefined ? [] : [`ADD ${old.text}`]
    }
  }

  private async tiedColumns(): Promise<{ keys: KeyLink[]; columns: ColumnPlace[] }> {
    const { table, name } = this.change
    const links = await this.catalogue.links()
    const own = { table, column: name }
    const columns: ColumnPlace[] = [own]
    const keys = new Set<KeyLink>()
    // the list grows while it is gone through
    for (const place of columns) {
      for (const link of links) {
        const ends = [link, { table: link.parentTable, column: link.parentColumn }]
        if (!ends.some((end) => isSame(end, place))) continue
        keys.add(link)
        const fresh = ends.filter((end) => !columns.some((known) => isSame(known, end)))
        columns.push(...fresh.map(({ table, column }) => ({ table, column })))
      }
    }
    return { keys: [...keys], columns: columns.slice(1) }
  }

  private alterTied(present: PresentTable, { table, column }: ColumnPlace): SchemaStatement {
    const { text } = lineNamed(present, 'column', column)
    const head = `${this.sql.quote(column)} `
    const changed =
      head + text.slice(head.length).replace(TYPE, this.sql.typeSql(this.change.column))
    return {
      sql: this.sql.alter(table, `MODIFY COLUMN ${changed}`),
      undo: [this.sql.alter(table, `MODIFY COLUMN ${text}`)]
    }
  }

  private key(present: PresentTable, { table, key }: KeyLink): { add: string; drop: string } {
    const { text } = lineNamed(present, 'foreign', key)
    return {
      add: this.sql.alter(table, `ADD ${text}`),
      drop: this.sql.alter(table, `DROP FOREIGN KEY ${this.sql.quote(key)}`)
    }
  }
}

interface ColumnPlace {
  readonly table: string
  readonly column: string
}

interface KeyChange {
  readonly drop: readonly string[]
  readonly add: readonly string[]
  readonly undrop: readonly string[]
  readonly unadd: readonly string[]
}

/** Change a column of every row; columns with `ON UPDATE` keep what they have. */
export function setSql(
  sql: MysqlSql,
  { name: table, lines }: PresentTable,
  name: string,
  value: string
): string {
  const kept = lines.filter(
    (line) => line.kind === 'column' && line.name !== name && / ON UPDATE /i.test(line.text)
  )
  const sets = [`${sql.quote(name)} = ${value}`]
  for (const line of kept) sets.push(`${sql.quote(line.name)} = ${sql.quote(line.name)}`)
  return `UPDATE ${sql.path(table)} SET ${sets.join(', ')}`
}

function isSame(a: ColumnPlace, b: ColumnPlace): boolean {
  return a.table === b.table && a.column === b.column
}

function typeOf(line: string, name: string): string {
  return TYPE.exec(line.slice(name.length + 3))?.[0] ?? ''
}

// the width of integers is for display; MariaDB has none for some
function sameType(a: string, b: string): boolean {
  const plain = (type: string): string =>
    type
      .toLowerCase()
      .replace(/^((?:tiny|small|medium|big)?int)(eger)?\(\d+\)/, '$1')
      .replaceAll(', ', ',')
  return plain(a) === plain(b)
}
