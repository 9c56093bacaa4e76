import type { QueryRunner } from 'typeorm'
import type {
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableDefinition
} from '../schema'
import { compact, unlessEmpty, type SchemaState } from '../schema-state'
import { tokensOf } from '../sql-tokens'
import {
  isMariaDb,
  readCatalogue,
  type Catalogue,
  type ColumnRow,
  type IndexRow,
  type KeyRow,
  type TableRow
} from './mysql-catalogue'

/** Read the current database of MySQL or MariaDB. */
export async function readMysql(runner: QueryRunner): Promise<SchemaState> {
  const catalogue = await readCatalogue(runner)
  const tables = catalogue.tables.map((row) => [row.table, tableOf(catalogue, row)])
  const views = catalogue.views.map(({ name, expression }) => [name, { expression }])
  return {
    tables: Object.fromEntries(tables) as SchemaState['tables'],
    views: Object.fromEntries(views) as SchemaState['views']
  }
}

function tableOf(catalogue: Catalogue, { table, engine, comment }: TableRow): TableDefinition {
  const own = <Row extends { readonly table: string }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => row.table === table)
  const checks = own(catalogue.checks)
  const columns = own(catalogue.columns)
  const foreignKeys = grouped(own(catalogue.keys), foreignKeyOf)
  return compact({
    columns: Object.fromEntries(
      columns.map((row) => {
        // a json column of MariaDB is text with a check of its own, whatever it was renamed to
        const isJson = checks.some(
          ({ isOfColumn, expression }) =>
            Number(isOfColumn) === 1 && expression === `json_valid(\`${row.name}\`)`
        )
        return [row.name, columnOf(catalogue, row, isJson)]
      })
    ),
    indices: unlessEmpty(indicesOf(own(catalogue.indices), foreignKeys)),
    checks: unlessEmpty(
      Object.fromEntries(
        checks
          .filter(({ isOfColumn }) => Number(isOfColumn) === 0)
          .map(({ name, expression }) => [name, { expression }])
      )
    ),
    foreignKeys: unlessEmpty(foreignKeys),
    comment,
    engine: engine === catalogue.schema.engine ? undefined : engine
  })
}

function columnOf({ schema }: Catalogue, row: ColumnRow, isJson: boolean): ColumnDefinition {
  const { extra, expression } = row
  const isGenerated = (row.generatedAs ?? '') !== ''
  const [, onUpdate] = /on update ([\w()]+)/i.exec(extra) ?? []
  const hasDefault =
    expression !== null && !isGenerated && !(isMariaDb(schema) && expression === 'NULL')
  const isQuoted = isMariaDb(schema) || /DEFAULT_GENERATED/.test(extra)
  const text = isJson ? undefined : row
  return compact({
    ...(isJson ? { type: 'json' } : typeOf(row)),
    // MariaDB knows no nullable or not nullable generated column
    nullable: row.isNullable === 'YES' && !isGenerated,
    default: hasDefault ? (isQuoted ? expression : quote(expression)) : undefined,
    primary: row.key === 'PRI',
    generated: /auto_increment/i.test(extra) ? ('increment' as const) : undefined,
    charset: text?.charset === schema.charset ? undefined : (text?.charset ?? undefined),
    collation: text?.collation === schema.collation ? undefined : (text?.collation ?? undefined),
    comment: row.comment,
    onUpdate,
    generatedAs: isGenerated ? row.generatedAs! : undefined,
    generatedType: isGenerated ? (/VIRTUAL/i.test(extra) ? 'VIRTUAL' : 'STORED') : undefined
  })
}

// what a number is shown with where nothing else was asked for, signed and unsigned
const WIDTHS: Readonly<Record<string, readonly string[]>> = {
  tinyint: ['4', '3'],
  smallint: ['6', '5'],
  mediumint: ['9', '8'],
  int: ['11', '10'],
  bigint: ['20'],
  year: ['4'],
  bit: ['1']
}
const SCALED = ['decimal', 'float', 'double']
const TIMES = ['datetime', 'timestamp', 'time']

function typeOf({ type: name, fullType }: ColumnRow): ColumnDefinition {
  const type = name.toLowerCase()
  const unsigned = /\bunsigned\b/.test(fullType)
  if (type === 'enum' || type === 'set') {
    const values = tokensOf(fullType).filter(({ kind }) => kind === 'string')
    return { type, enum: values.map(({ value }) => value) }
  }
  const [, size] = /\(([^)]*)\)/.exec(fullType) ?? []
  if (size === undefined || WIDTHS[type]?.includes(size)) return compact({ type, unsigned })
  const [precision, scale] = size.split(',').map(Number)
  if (SCALED.includes(type)) return compact({ type, precision, scale, unsigned })
  if (TIMES.includes(type)) return compact({ type, precision })
  return compact({ type, length: size, unsigned })
}

// InnoDB takes RESTRICT and NO ACTION for the same
function action(name: string): string | undefined {
  return name === 'NO ACTION' || name === 'RESTRICT' ? undefined : name
}

function foreignKeyOf(rows: readonly KeyRow[]): ForeignKeyDefinition {
  const [first] = rows
  return compact({
    columns: rows.map(({ column }) => column),
    references: { table: first!.target, columns: rows.map(({ targetColumn }) => targetColumn) },
    onDelete: action(first!.onDelete),
    onUpdate: action(first!.onUpdate)
  })
}

/** The indices that entities can have, without those that MySQL made for its foreign keys. */
function indicesOf(
  rows: readonly IndexRow[],
  foreignKeys: Readonly<Record<string, ForeignKeyDefinition>>
): Record<string, IndexDefinition> {
  const plain = rows.filter(({ name }) => foreignKeys[name] === undefined)
  const sayable = grouped(plain, (own) => (own.every(isSayable) ? indexOf(own) : undefined))
  const known = Object.entries(sayable).filter(([, index]) => index !== undefined)
  return Object.fromEntries(known) as Record<string, IndexDefinition>
}

function isSayable({ column, prefix, direction, method }: IndexRow): boolean {
  const isWhole = prefix === null || method === 'SPATIAL' || method === 'FULLTEXT'
  return column !== null && direction !== 'D' && isWhole
}

function indexOf(rows: readonly IndexRow[]): IndexDefinition {
  const { method, isNotUnique } = rows[0]!
  return compact({
    columns: rows.map(({ column }) => column!),
    unique: Number(isNotUnique) === 0,
    spatial: method === 'SPATIAL',
    fulltext: method === 'FULLTEXT'
  })
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function grouped<Row extends { readonly name: string }, T>(
  rows: readonly Row[],
  definition: (rows: readonly Row[]) => T
): Record<string, T> {
  const names = [...new Set(rows.map(({ name }) => name))]
  return Object.fromEntries(
    names.map((name) => [name, definition(rows.filter((row) => row.name === name))])
  )
}
