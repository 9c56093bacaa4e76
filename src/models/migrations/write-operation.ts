import { usualEnumName } from './apply-operation'
import type { Operation, OperationOf } from './operations'
import { usingFor } from './casts'
import type { ColumnDefinition } from './schema'
import { brokenObject, call, quoted } from './write-literal'
import { compact, type EngineName } from './schema-state'

const INDENT = 4

/** An operation as the call of the schema editor that a migration makes of it. */
export function writeOperation(operation: Operation, engine: EngineName): string {
  switch (operation.kind) {
    case 'createTable':
      return createTable(operation)
    case 'dropTable':
      return line('dropTable', operation.table)
    case 'renameTable':
      return line('renameTable', operation.from, operation.to)
    case 'commentTable':
      return line(
        'commentTable',
        operation.table,
        ...(operation.to === undefined ? [] : [operation.to])
      )
    case 'changeEngine':
      return line('run', `ALTER TABLE \`${operation.table}\` ENGINE = ${operation.to ?? 'InnoDB'}`)
    case 'renameEnum':
      return line('run', `ALTER TYPE "${operation.from}" RENAME TO "${operation.to}"`)
    case 'addExclusion':
      return line(
        'run',
        `ALTER TABLE "${operation.table}" ADD CONSTRAINT "${operation.name}" EXCLUDE ${operation.definition.expression}`
      )
    case 'dropExclusion':
      return line('run', `ALTER TABLE "${operation.table}" DROP CONSTRAINT "${operation.name}"`)
    case 'addColumn':
      return line(
        'addColumn',
        operation.table,
        operation.name,
        written(operation.definition, operation),
        ...optionsOf({ backfill: operation.backfill })
      )
    case 'alterColumn':
      return line(
        'alterColumn',
        operation.table,
        operation.name,
        written(operation.to, operation),
        ...optionsOf({
          using: usingFor(operation, engine),
          backfill: operation.backfill
        })
      )
    case 'createView':
      return line('createView', operation.name, operation.definition)
    case 'dropView':
      return line('dropView', operation.name)
    case 'renameColumn':
    case 'renameIndex':
    case 'renameUnique':
    case 'renameCheck':
    case 'renameForeignKey':
      return line(operation.kind, operation.table, operation.from, operation.to)
    case 'addIndex':
    case 'addUnique':
    case 'addCheck':
    case 'addForeignKey':
      return line(operation.kind, operation.table, operation.name, operation.definition)
    case 'dropColumn':
    case 'dropIndex':
    case 'dropUnique':
    case 'dropCheck':
    case 'dropForeignKey':
      return line(operation.kind, operation.table, operation.name)
  }
}

function line(method: string, ...values: unknown[]): string {
  return call(`await schema.${method}`, values, INDENT)
}

// a name that the editor finds by itself says nothing
function written(
  definition: ColumnDefinition,
  { table, name }: { readonly table: string; readonly name: string }
): ColumnDefinition {
  const { enumName, ...rest } = definition
  return enumName === usualEnumName(table, name) ? rest : definition
}

function optionsOf(options: object): object[] {
  const given = compact(options)
  return Object.keys(given).length === 0 ? [] : [given]
}

// one line for each column and constraint, however short the table is
function createTable({ table, definition }: OperationOf<'createTable'>): string {
  const pad = ' '.repeat(INDENT)
  const { columns: all, indices, uniques, checks, foreignKeys, ...options } = definition
  const columns = Object.fromEntries(
    Object.entries(all).map(([name, column]) => [name, written(column, { table, name })])
  )
  const groups = Object.entries(compact({ columns, indices, uniques, checks, foreignKeys }))
  const parts = groups.map(
    ([name, things]) => `${pad}  ${name}: ${brokenObject(things!, INDENT + 2)}`
  )
  const rest = Object.entries(options).map(
    ([name, value]) => `${pad}  ${name}: ${typeof value === 'string' ? quoted(value) : value}`
  )
  const body = [...parts, ...rest].join(',\n')
  return `${pad}await schema.createTable(${quoted(table)}, {\n${body}\n${pad}})`
}
