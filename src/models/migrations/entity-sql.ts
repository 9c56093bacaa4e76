import type { DataSource } from 'typeorm'
import type { Operation } from './operations'
import type { ColumnDefinition, TableDefinition } from './schema'

/**
 * The SQL that entities hold, as their authors wrote it, by what it belongs to.
 *
 * An engine's own wording of an expression is good to compare, and not to write down: PostgreSQL words it anew each
 * time it reads one.
 */
export type EntitySql = ReadonlyMap<string, string>

/** Collect the SQL of checks, partial indices, computed columns and views. */
export function collectEntitySql(dataSource: DataSource): EntitySql {
  const found = new Map<string, string>()
  const keep = (kind: string, table: string, name: string, sql?: string): void => {
    if (sql !== undefined && sql !== '') found.set(keyOf(kind, table, name), sql)
  }
  for (const metadata of dataSource.entityMetadatas) {
    const { tableName, checks, exclusions, indices, columns, expression } = metadata
    for (const check of checks) keep('check', tableName, check.name, check.expression)
    for (const { name, expression: sql } of exclusions) keep('exclusion', tableName, name, sql)
    for (const index of indices) keep('index', tableName, index.name, index.where)
    for (const column of columns) {
      keep('column', tableName, column.databaseName, column.asExpression)
    }
    const query = typeof expression === 'function' ? expression(dataSource).getQuery() : expression
    keep('view', tableName, '', query?.trim().replace(/;$/, ''))
  }
  return found
}

/** Operations with the authors' SQL in what they make. */
export function withEntitySql(operations: readonly Operation[], sql: EntitySql): Operation[] {
  return operations.map((operation) => {
    switch (operation.kind) {
      case 'createTable':
        return { ...operation, definition: tableWith(operation.definition, operation.table, sql) }
      case 'addColumn': {
        const { table, name, definition } = operation
        return { ...operation, definition: columnWith(definition, table, name, sql) }
      }
      case 'alterColumn': {
        const { table, name, to } = operation
        return { ...operation, to: columnWith(to, table, name, sql) }
      }
      case 'addIndex': {
        const { table, name, definition } = operation
        return { ...operation, definition: indexWith(definition, table, name, sql) }
      }
      case 'addCheck': {
        const { table, name, definition } = operation
        return { ...operation, definition: checkWith(definition, table, name, sql) }
      }
      case 'addExclusion': {
        const { table, name, definition } = operation
        const expression = sql.get(keyOf('exclusion', table, name)) ?? definition.expression
        return { ...operation, definition: { expression } }
      }
      case 'createView': {
        const { name, definition } = operation
        const expression = sql.get(keyOf('view', name, '')) ?? definition.expression
        return { ...operation, definition: { ...definition, expression } }
      }
      default:
        return operation
    }
  })
}

function tableWith(definition: TableDefinition, table: string, sql: EntitySql): TableDefinition {
  const each = <T>(
    things: Readonly<Record<string, T>>,
    change: (thing: T, table: string, name: string, sql: EntitySql) => T
  ): Record<string, T> =>
    Object.fromEntries(
      Object.entries(things).map(([name, thing]) => [name, change(thing, table, name, sql)])
    )
  const { columns, indices, checks } = definition
  return {
    ...definition,
    columns: each(columns, columnWith),
    ...(indices === undefined ? {} : { indices: each(indices, indexWith) }),
    ...(checks === undefined ? {} : { checks: each(checks, checkWith) })
  }
}

function columnWith(
  column: ColumnDefinition,
  table: string,
  name: string,
  sql: EntitySql
): ColumnDefinition {
  if (column.generatedAs === undefined) return column
  return { ...column, generatedAs: sql.get(keyOf('column', table, name)) ?? column.generatedAs }
}

type Index = NonNullable<TableDefinition['indices']>[string]
type Check = NonNullable<TableDefinition['checks']>[string]

function indexWith(index: Index, table: string, name: string, sql: EntitySql): Index {
  if (index.where === undefined) return index
  return { ...index, where: sql.get(keyOf('index', table, name)) ?? index.where }
}

function checkWith(check: Check, table: string, name: string, sql: EntitySql): Check {
  return { ...check, expression: sql.get(keyOf('check', table, name)) ?? check.expression }
}

function keyOf(kind: string, table: string, name: string): string {
  return JSON.stringify([kind, table, name])
}
