import { statement, type SchemaStatement } from '../../schema-statement'
import type { PresentColumn, PresentKey } from './postgres-catalogue'
import type { PostgresParts } from './postgres-parts'
import type { PostgresSql } from './postgres-sql'

/** Rename a table, and with it what PostgreSQL or TypeORM named after it: its key, its sequences, its enums. */
export async function renamePostgresTable(
  { sql, catalogue, metadata }: PostgresParts,
  from: string,
  to: string
): Promise<SchemaStatement[]> {
  const { schema } = sql.placeOf(from)
  const after = `${schema}.${sql.placeOf(to).table}`
  const columns = await catalogue.columns(from)
  const key = await catalogue.primaryKey(from)
  return [
    ...both(
      (a, b) => `ALTER TABLE ${sql.path(a)} RENAME TO ${sql.quote(sql.placeOf(b).table)}`,
      [from, after]
    ),
    ...renameKey(sql, after, key, [
      sql.primaryKeyName(from, key.columns),
      sql.primaryKeyName(to, key.columns)
    ]),
    ...columns.flatMap((column) =>
      renameOwned(sql, column, [
        { table: from, name: column.name },
        { table: after, name: column.name }
      ])
    ),
    ...(await metadata.renameTable(from, after))
  ]
}

/** Rename a column, and with it what PostgreSQL or TypeORM named after it. */
export async function renamePostgresColumn(
  { sql, catalogue, metadata }: PostgresParts,
  table: string,
  [from, to]: readonly [string, string]
): Promise<SchemaStatement[]> {
  const column = await catalogue.column(table, from)
  const key = await catalogue.primaryKey(table)
  const renamed = key.columns.map((name) => (name === from ? to : name))
  return [
    ...both(
      (a, b) => `ALTER TABLE ${sql.path(table)} RENAME COLUMN ${sql.quote(a)} TO ${sql.quote(b)}`,
      [from, to]
    ),
    ...renameKey(sql, table, key, [
      sql.primaryKeyName(table, key.columns),
      sql.primaryKeyName(table, renamed)
    ]),
    ...renameOwned(sql, column, [
      { table, name: from },
      { table, name: to }
    ]),
    ...(await metadata.renameColumn(table, from, to))
  ]
}

interface Place {
  readonly table: string
  readonly name: string
}

function renameKey(
  sql: PostgresSql,
  table: string,
  key: PresentKey,
  names: readonly [string, string]
): SchemaStatement[] {
  // a name of one's own stays
  if (key.name !== names[0] || names[0] === names[1]) return []
  const alter = `ALTER TABLE ${sql.path(table)} RENAME CONSTRAINT`
  return both((a, b) => `${alter} ${sql.quote(a)} TO ${sql.quote(b)}`, names)
}

function renameOwned(
  sql: PostgresSql,
  { sequence, baseType, isEnum }: PresentColumn,
  [from, to]: readonly [Place, Place]
): SchemaStatement[] {
  const sequenceName = ({ table, name }: Place): string => `${sql.placeOf(table).table}_${name}_seq`
  const enumName = ({ table, name }: Place): string => sql.enumName(table, name, { type: 'enum' })
  const rename = (kind: string, nameOf: (place: Place) => string): SchemaStatement[] => {
    const names = [nameOf(from), nameOf(to)] as const
    if (names[0] === names[1]) return []
    return both(
      (a, b) => `ALTER ${kind} ${sql.pathBeside(from.table, a)} RENAME TO ${sql.quote(b)}`,
      names
    )
  }
  return [
    ...(lastOf(sequence) === sequenceName(from) ? rename('SEQUENCE', sequenceName) : []),
    ...(isEnum && lastOf(baseType) === enumName(from) ? rename('TYPE', enumName) : [])
  ]
}

function both(
  rename: (from: string, to: string) => string,
  [from, to]: readonly [string, string]
): SchemaStatement[] {
  return [statement(rename(from, to), rename(to, from))]
}

// public."Article_id_seq"
function lastOf(path: string | null): string | undefined {
  return path?.split('.').at(-1)?.replaceAll('"', '')
}
