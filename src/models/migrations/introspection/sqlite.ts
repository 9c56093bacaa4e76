import type { QueryRunner } from 'typeorm'
import type { ColumnDefinition, ForeignKeyDefinition, TableDefinition } from '../schema'
import { compact, unlessEmpty, type SchemaState } from '../schema-state'
import { tokensOf } from '../sql-tokens'
import { parseCreateTable, parts, type CreateTable } from './create-table'
import { readSqliteIndices, type IndexRow } from './sqlite-indices'

interface MasterRow {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly sql: string | null
}

interface ColumnRow {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly dflt_value: string | null
  readonly pk: number
  readonly hidden: number
}

interface KeyRow {
  readonly id: number
  readonly table: string
  readonly from: string
  readonly to: string | null
  readonly on_update: string
  readonly on_delete: string
}

interface Source {
  readonly runner: QueryRunner
  readonly table: string
  readonly parsed: CreateTable
  readonly columns: readonly ColumnRow[]
}

/** Read an SQLite file: its pragmas, and what only the `CREATE` statements say. */
export async function readSqlite(runner: QueryRunner): Promise<SchemaState> {
  const master = (await runner.query(
    `SELECT "type", "name", "tbl_name", "sql" FROM "sqlite_master" WHERE "name" NOT LIKE 'sqlite\\_%' ESCAPE '\\'`
  )) as MasterRow[]
  const tables: Record<string, TableDefinition> = {}
  for (const { type, name, sql } of master) {
    if (type !== 'table' || /^CREATE VIRTUAL/i.test(sql!)) continue
    const parsed = parseCreateTable(sql!)
    const columns = await pragma<ColumnRow>(runner, 'table_xinfo', name)
    tables[name] = await tableOf({ runner, table: name, parsed, columns }, master)
  }
  const views = master.filter(({ type }) => type === 'view')
  return {
    tables,
    views: Object.fromEntries(views.map(({ name, sql }) => [name, { expression: viewQuery(sql!) }]))
  }
}

async function tableOf(source: Source, master: readonly MasterRow[]): Promise<TableDefinition> {
  const { runner, table, parsed, columns } = source
  const rows = await pragma<IndexRow>(runner, 'index_list', table)
  const statements = new Map(master.map(({ name, sql }) => [name, sql ?? '']))
  const indices = await readSqliteIndices(runner, rows, statements)
  return compact({
    columns: Object.fromEntries(columns.map((column) => [column.name, columnOf(column, parsed)])),
    indices: unlessEmpty(indices.indices),
    uniques: unlessEmpty(uniquesOf(source, indices.uniques)),
    checks: unlessEmpty(checksOf(source)),
    foreignKeys: unlessEmpty(await foreignKeysOf(source)),
    withoutRowid: parsed.isWithoutRowid
  })
}

function columnOf(row: ColumnRow, parsed: CreateTable): ColumnDefinition {
  const clauses = parsed.columns.get(row.name)
  const [, type = '', size] = /^([^(]*)(?:\(([^)]*)\))?/.exec(row.type.toLowerCase())!
  const values = enumOf(clauses?.checks ?? [])
  const isGenerated = row.hidden === 2 || row.hidden === 3
  return compact({
    type: type.trim(),
    ...sizeOf(type.trim(), size),
    nullable: row.notnull === 0,
    default: row.dflt_value ?? undefined,
    primary: row.pk > 0,
    generated: clauses?.isCounted ? ('increment' as const) : undefined,
    enum: values,
    collation: clauses?.collation,
    generatedAs: isGenerated ? clauses?.generatedAs : undefined,
    generatedType: isGenerated ? (row.hidden === 2 ? 'VIRTUAL' : 'STORED') : undefined
  })
}

const SCALED = ['decimal', 'numeric', 'real', 'double', 'double precision', 'float']

function sizeOf(type: string, size?: string): Partial<ColumnDefinition> {
  if (size === undefined) return {}
  if (!SCALED.includes(type)) return { length: size.trim() }
  const [precision, scale] = size.split(',').map(Number)
  return compact({ precision, ...(scale === undefined ? {} : { scale }) })
}

// an enum is a column with CHECK( "status" IN ('draft','out') )
function enumOf(checks: readonly string[]): readonly string[] | undefined {
  for (const check of checks) {
    const [column, word, open, ...rest] = tokensOf(check)
    if (column?.kind !== 'name' || word?.value !== 'IN' || open?.value !== '(') continue
    const values = parts(rest.slice(0, -1))
    if (values.every(([value, ...more]) => value!.kind === 'string' && more.length === 0)) {
      return values.map(([value]) => value!.value)
    }
  }
  return undefined
}

function uniquesOf(source: Source, columnLists: readonly (readonly string[])[]): Uniques {
  const { runner, table, parsed } = source
  const named = parsed.constraints.filter(({ kind }) => kind === 'UNIQUE')
  const uniques = columnLists.map((columns) => {
    const own = named.find((constraint) => isSameList(constraint.columns, columns))
    const naming = runner.dataSource.namingStrategy
    return [own?.name ?? naming.uniqueConstraintName(table, [...columns]), { columns }]
  })
  return Object.fromEntries(uniques) as Uniques
}

type Uniques = NonNullable<TableDefinition['uniques']>

function checksOf({ runner, table, parsed }: Source): NonNullable<TableDefinition['checks']> {
  const checks = parsed.constraints.filter(({ kind }) => kind === 'CHECK')
  const naming = runner.dataSource.namingStrategy
  return Object.fromEntries(
    checks.map(({ name, expression }) => [
      name ?? naming.checkConstraintName(table, expression!),
      { expression: expression! }
    ])
  )
}

async function foreignKeysOf(source: Source): Promise<Record<string, ForeignKeyDefinition>> {
  const { runner, table, parsed } = source
  const rows = await pragma<KeyRow>(runner, 'foreign_key_list', table)
  const keys: Record<string, ForeignKeyDefinition> = {}
  for (const id of [...new Set(rows.map((row) => row.id))].reverse()) {
    const own = rows.filter((row) => row.id === id)
    const [first] = own
    const columns = own.map(({ from }) => from)
    const constraint = parsed.constraints.find(
      ({ kind, references, columns: others }) =>
        kind === 'FOREIGN' && references === first!.table && isSameList(others, columns)
    )
    const targets =
      first!.to === null ? await primaryKey(runner, first!.table) : own.map(({ to }) => to!)
    const naming = runner.dataSource.namingStrategy
    const name =
      constraint?.name ?? naming.foreignKeyName(table, columns, first!.table, [...targets])
    keys[name] = compact({
      columns,
      references: { table: first!.table, columns: targets },
      onDelete: unlessDefault(first!.on_delete),
      onUpdate: unlessDefault(first!.on_update),
      deferrable: constraint?.deferrable
    })
  }
  return keys
}

async function primaryKey(runner: QueryRunner, table: string): Promise<string[]> {
  const columns = await pragma<ColumnRow>(runner, 'table_xinfo', table)
  const key = columns.filter(({ pk }) => pk > 0)
  return key.sort((a, b) => a.pk - b.pk).map(({ name }) => name)
}

function unlessDefault(action: string): string | undefined {
  return action === 'NO ACTION' ? undefined : action
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index])
}

// CREATE VIEW "popular" [(columns)] AS SELECT …
function viewQuery(sql: string): string {
  const as = tokensOf(sql).find(({ kind, value }) => kind === 'word' && value === 'AS')!
  return sql.slice(as.end).trim()
}

async function pragma<Row>(runner: QueryRunner, name: string, of: string): Promise<Row[]> {
  return (await runner.query(`PRAGMA ${name}("${of.replaceAll('"', '""')}")`)) as Row[]
}
