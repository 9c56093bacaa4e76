import type { QueryRunner } from 'typeorm'
import type { ColumnDefinition, ForeignKeyDefinition } from '../schema'
import { compact, unlessEmpty, type SchemaState, type TableState } from '../schema-state'
import {
  ACTIONS,
  readCatalogue,
  type Catalogue,
  type ColumnRow,
  type ConstraintRow
} from './postgres-catalogue'
import { stableExpression } from './postgres-expression'

/** Read the current schema of PostgreSQL. */
export async function readPostgres(runner: QueryRunner): Promise<SchemaState> {
  const catalogue = await readCatalogue(runner)
  const tables = catalogue.tables.map(({ table, comment }) => [
    table,
    tableOf(catalogue, table, comment ?? undefined)
  ])
  const views = catalogue.views.map(({ name, isMaterialized, expression }) => [
    name,
    compact({
      expression: stableExpression(expression.trim().replace(/;$/, '')),
      materialized: isMaterialized
    })
  ])
  return {
    tables: Object.fromEntries(tables) as SchemaState['tables'],
    views: Object.fromEntries(views) as SchemaState['views']
  }
}

function tableOf(catalogue: Catalogue, table: string, comment?: string): TableState {
  const own = <Row extends { readonly table: string }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => row.table === table)
  const constraints = own(catalogue.constraints)
  return compact({
    columns: keyed(own(catalogue.columns), columnOf),
    indices: unlessEmpty(
      keyed(own(catalogue.indices), ({ columns, isUnique, condition, method }) =>
        compact({
          columns,
          unique: isUnique,
          where: condition === null ? undefined : stableExpression(condition),
          using: method === 'btree' ? undefined : method
        })
      )
    ),
    uniques: unlessEmpty(keyed(ofKind(constraints, 'u'), uniqueOf)),
    checks: unlessEmpty(
      keyed(ofKind(constraints, 'c'), ({ definition }) => ({
        expression: stableExpression(definition)
      }))
    ),
    exclusions: unlessEmpty(
      keyed(ofKind(constraints, 'x'), ({ definition }) => ({
        expression: definition.replace(/^EXCLUDE /, '')
      }))
    ),
    foreignKeys: unlessEmpty(keyed(ofKind(constraints, 'f'), foreignKeyOf)),
    comment
  })
}

function columnOf(row: ColumnRow): ColumnDefinition {
  const isCounted = row.ownsSequence && (row.expression?.startsWith('nextval(') ?? false)
  const isUuid =
    row.type === 'uuid' && /^(gen_random_uuid|uuid_generate_v\d)\(\)$/.test(row.expression ?? '')
  const isPlain = !isCounted && !isUuid && !row.isComputed
  const generated = isCounted
    ? 'increment'
    : isUuid
      ? 'uuid'
      : row.identity
        ? 'identity'
        : undefined
  return compact({
    ...typeOf(row),
    nullable: !row.isNotNull,
    default: isPlain && row.expression !== null ? withoutCast(row.expression) : undefined,
    primary: row.isPrimary,
    generated: generated as ColumnDefinition['generated'],
    identity: row.identity === 'a' ? ('ALWAYS' as const) : undefined,
    array: row.isArray,
    collation: row.collation ?? undefined,
    comment: row.comment ?? undefined,
    generatedAs: row.isComputed ? stableExpression(row.expression!) : undefined,
    generatedType: row.isComputed ? ('STORED' as const) : undefined
  })
}

const SIZED = /^(?<base>[^(]+)(?:\((?<size>[^)]*)\))?(?<zone> with(?:out)? time zone)?(?:\[\])*$/
const LENGTHS = ['character varying', 'character', 'bit', 'bit varying', 'vector', 'halfvec']

function typeOf({ type, enumType, labels }: ColumnRow): ColumnDefinition {
  if (labels !== null) return { type: 'enum', enum: labels, enumName: enumType! }
  const { base = type, size, zone = '' } = SIZED.exec(type)?.groups ?? {}
  if (size === undefined) return { type: `${base}${zone}`.replace(/(\[\])+$/, '') }
  if (LENGTHS.includes(base)) return { type: base, length: size }
  const [precision, scale] = size.split(',').map(Number)
  if (precision === undefined || Number.isNaN(precision)) return { type: `${base}(${size})` }
  return compact({ type: `${base}${zone}`, precision, scale })
}

function uniqueOf({ columns, isDeferrable, isDeferred }: ConstraintRow): {
  columns: readonly string[]
} {
  return compact({ columns, deferrable: deferral(isDeferrable, isDeferred) })
}

function foreignKeyOf(row: ConstraintRow): ForeignKeyDefinition {
  return compact({
    columns: row.columns,
    references: { table: row.target!, columns: row.targetColumns! },
    onDelete: ACTIONS[row.onDelete],
    onUpdate: ACTIONS[row.onUpdate],
    deferrable: deferral(row.isDeferrable, row.isDeferred)
  })
}

function deferral(isDeferrable: boolean, isDeferred: boolean): string | undefined {
  if (!isDeferrable) return undefined
  return isDeferred ? 'INITIALLY DEFERRED' : 'INITIALLY IMMEDIATE'
}

// 'fr'::character varying: the column has the type already
function withoutCast(expression: string): string {
  const [, literal] = /^('(?:[^']|'')*'|-?\d+(?:\.\d+)?)::[\w\s"[\](),.]+$/.exec(expression) ?? []
  return literal ?? expression
}

function ofKind(rows: readonly ConstraintRow[], kind: ConstraintRow['kind']): ConstraintRow[] {
  return rows.filter((row) => row.kind === kind)
}

function keyed<Row extends { readonly name: string }, T>(
  rows: readonly Row[],
  definition: (row: Row) => T
): Record<string, T> {
  return Object.fromEntries(rows.map((row) => [row.name, definition(row)]))
}
