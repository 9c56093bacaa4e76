import { parseCreateTable } from '../../introspection/create-table'
import { statement, type SchemaStatement } from '../../schema-statement'
import type { PresentTable } from './sqlite-catalogue'
import type { SqliteSql } from './sqlite-sql'
import type { TableText } from './table-text'

/** What a table is to become. */
export interface TableChange {
  readonly text: TableText
  /** SQL expressions for columns that are not copied as they are. */
  readonly values?: ReadonlyMap<string, string>
  /** Statements of the indices that the table has afterwards; default: those it has. */
  readonly indices?: readonly string[]
  /** Looks at the copied rows before the old ones go. */
  readonly checks?: (copy: string) => readonly SchemaStatement[]
}

/**
 * Make a table anew and copy its rows, as SQLite changes what `ALTER TABLE` cannot (https://sqlite.org/lang_altertable.html,
 * section 7). Foreign keys have to be off, or dropping the old table would empty those that point to it.
 */
export function copyTable(
  sql: SqliteSql,
  { name, text: old, sql: creation, indices, triggers }: PresentTable,
  change: TableChange
): SchemaStatement[] {
  const copyName = copyNameOf(name)
  const copy = sql.quote(copyName)
  const table = sql.quote(name)
  const isCounted = old.isAutoIncrement && change.text.isAutoIncrement
  return [
    statement(change.text.creation(copy)),
    statement(insertion({ sql, from: { table, creation }, copy, change })),
    ...(isCounted ? keepCount(sql, name, copyName) : []),
    ...(change.checks?.(copy) ?? []),
    statement(`DROP TABLE ${table}`),
    // else the renaming looks into views and triggers that name the table, which is not there at this moment
    statement('PRAGMA legacy_alter_table = ON'),
    statement(`ALTER TABLE ${copy} RENAME TO ${table}`),
    statement('PRAGMA legacy_alter_table = OFF'),
    ...(change.indices ?? indices.map((index) => index.sql)).map((index) => statement(index)),
    ...triggers.map((trigger) => statement(trigger.sql))
  ]
}

/** What a table is called while it is made anew. */
export function copyNameOf(table: string): string {
  return `nuages_copy_of_${table}`
}

interface Insertion {
  readonly sql: SqliteSql
  readonly from: { readonly table: string; readonly creation: string }
  readonly copy: string
  readonly change: TableChange
}

function insertion({ sql, from, copy, change: { text, values } }: Insertion): string {
  const before = parseCreateTable(from.creation).columns
  const after = parseCreateTable(text.creation(copy)).columns
  const columns = text.columns.filter(
    (name) => after.get(name)?.generatedAs === undefined && (values?.has(name) || before.has(name))
  )
  const expressions = columns.map((name) => values?.get(name) ?? sql.quote(name))
  const names = columns.map((name) => sql.quote(name))
  return `INSERT INTO ${copy} (${names.join(', ')}) SELECT ${expressions.join(', ')} FROM ${from.table}`
}

/** A key that was given once is not given again, though its row is gone. */
function keepCount(sql: SqliteSql, name: string, copy: string): SchemaStatement[] {
  const [from, to] = [sql.literal(name), sql.literal(copy)]
  return [
    statement(`DELETE FROM sqlite_sequence WHERE name = ${to}`),
    statement(
      `INSERT INTO sqlite_sequence (name, seq) SELECT ${to}, seq FROM sqlite_sequence WHERE name = ${from}`
    )
  ]
}
