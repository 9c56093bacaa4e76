import type { Operation, OperationOf } from './operations'
import type { ColumnDefinition, ForeignKeyDefinition } from './schema'
import { compact, unlessEmpty, type SchemaState, type TableState } from './schema-state'
import { renamedIn } from './sql-tokens'

type Tables = SchemaState['tables']

/** What a schema is after an operation, as the engines do it. */
export function applyOperation(state: SchemaState, operation: Operation): SchemaState {
  const { tables, views } = state
  switch (operation.kind) {
    case 'createTable':
      return { views, tables: { ...tables, [operation.table]: operation.definition } }
    case 'dropTable':
      return { views, tables: without(tables, operation.table) }
    case 'renameTable':
      return { views, tables: withTableRenamed(tables, operation) }
    case 'renameColumn':
      return { views, tables: withColumnRenamed(tables, operation) }
    case 'renameEnum':
      return { views, tables: withEnumRenamed(tables, operation) }
    case 'createView':
      return { tables, views: { ...views, [operation.name]: operation.definition } }
    case 'dropView':
      return { tables, views: without(views, operation.name) }
    default: {
      const { table } = operation
      return { views, tables: { ...tables, [table]: applyToTable(tables[table]!, operation) } }
    }
  }
}

type TableOperation = Exclude<
  Operation,
  OperationOf<
    | 'createTable'
    | 'dropTable'
    | 'renameTable'
    | 'renameColumn'
    | 'renameEnum'
    | 'createView'
    | 'dropView'
  >
>

const COLLECTIONS = {
  addColumn: 'columns',
  dropColumn: 'columns',
  addIndex: 'indices',
  dropIndex: 'indices',
  addUnique: 'uniques',
  dropUnique: 'uniques',
  addCheck: 'checks',
  dropCheck: 'checks',
  addExclusion: 'exclusions',
  dropExclusion: 'exclusions',
  addForeignKey: 'foreignKeys',
  dropForeignKey: 'foreignKeys'
} as const

function applyToTable(table: TableState, operation: TableOperation): TableState {
  switch (operation.kind) {
    case 'commentTable':
      return compact({ ...table, comment: operation.to })
    case 'changeEngine':
      return compact({ ...table, engine: operation.to })
    case 'alterColumn':
      return { ...table, columns: { ...table.columns, [operation.name]: operation.to } }
    case 'renameIndex':
      return { ...table, indices: renamedKey(table.indices!, operation) }
    case 'renameUnique':
      return { ...table, uniques: renamedKey(table.uniques!, operation) }
    case 'renameCheck':
      return { ...table, checks: renamedKey(table.checks!, operation) }
    case 'renameForeignKey':
      return { ...table, foreignKeys: renamedKey(table.foreignKeys!, operation) }
    default: {
      const collection = COLLECTIONS[operation.kind]
      const things: Readonly<Record<string, unknown>> = table[collection] ?? {}
      const isAdded = operation.kind.startsWith('add')
      const others = without(things, operation.name)
      const after = isAdded ? { ...things, [operation.name]: operation.definition } : others
      return compact({ ...table, [collection]: unlessEmpty(after) })
    }
  }
}

function withTableRenamed(before: Tables, { from, to }: OperationOf<'renameTable'>): Tables {
  const names = Object.keys(before[from]!.columns)
  const enums = names.map((name) => [usualEnumName(from, name), usualEnumName(to, name)] as const)
  const tables = enums.reduce(
    (all, [old, name]) => withEnumRenamed(all, { from: old, to: name }),
    before
  )
  return mapped(renamedKey(tables, { from, to }), (table) =>
    withKeys(table, (key) =>
      key.references.table === from ? { ...key, references: { ...key.references, table: to } } : key
    )
  )
}

function withColumnRenamed(
  before: Tables,
  { table, from, to }: OperationOf<'renameColumn'>
): Tables {
  const enumNames = { from: usualEnumName(table, from), to: usualEnumName(table, to) }
  const tables = withEnumRenamed(before, enumNames)
  const own = columnRenamed(tables[table]!, from, to)
  return mapped({ ...tables, [table]: own }, (definition) =>
    withKeys(definition, (key) =>
      key.references.table === table
        ? {
            ...key,
            references: { table, columns: renamedList(key.references.columns, from, to) }
          }
        : key
    )
  )
}

function columnRenamed(table: TableState, from: string, to: string): TableState {
  const inList = <T extends { readonly columns: readonly string[] }>(thing: T): T => ({
    ...thing,
    columns: renamedList(thing.columns, from, to)
  })
  const inText = (sql?: string): string | undefined =>
    sql === undefined ? undefined : renamedIn(sql, from, to)
  const inColumn = (column: ColumnDefinition): ColumnDefinition =>
    compact({ ...column, generatedAs: inText(column.generatedAs) })
  return compact({
    ...table,
    columns: mapped(renamedKey(table.columns, { from, to }), inColumn),
    indices: mappedIfAny(table.indices, (index) =>
      compact({ ...inList(index), where: inText(index.where) })
    ),
    uniques: mappedIfAny(table.uniques, inList),
    checks: mappedIfAny(table.checks, ({ expression }) => ({ expression: inText(expression)! })),
    exclusions: mappedIfAny(table.exclusions, ({ expression }) => ({
      expression: inText(expression)!
    })),
    foreignKeys: mappedIfAny(table.foreignKeys, inList)
  })
}

/** What TypeORM calls the type of an enum column (PostgreSQL); it is renamed with its table or column. */
export function usualEnumName(table: string, column: string): string {
  return `${table}_${column.toLowerCase()}_enum`
}

function withEnumRenamed(
  tables: Tables,
  { from, to }: Pick<OperationOf<'renameEnum'>, 'from' | 'to'>
): Tables {
  const inColumn = (column: ColumnDefinition): ColumnDefinition =>
    column.enumName === from ? { ...column, enumName: to } : column
  return mapped(tables, (table) => ({ ...table, columns: mapped(table.columns, inColumn) }))
}

function withKeys(
  table: TableState,
  change: (key: ForeignKeyDefinition) => ForeignKeyDefinition
): TableState {
  return compact({ ...table, foreignKeys: mappedIfAny(table.foreignKeys, change) })
}

function mapped<T, Result>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => Result
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

function mappedIfAny<T, Result>(
  record: Readonly<Record<string, T>> | undefined,
  change: (value: T) => Result
): Record<string, Result> | undefined {
  return record === undefined ? undefined : mapped(record, change)
}

function renamedKey<T>(
  record: Readonly<Record<string, T>>,
  { from, to }: { readonly from: string; readonly to: string }
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key === from ? to : key, value])
  )
}

function renamedList(names: readonly string[], from: string, to: string): string[] {
  return names.map((name) => (name === from ? to : name))
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))
}
