import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableDefinition,
  UniqueDefinition,
  ViewDefinition
} from './schema'

/** One step of a migration: all that it takes to write it down, and to undo it. */
export type Operation =
  | Step<'createTable' | 'dropTable', { table: string; definition: TableDefinition }>
  | Step<'renameTable', { from: string; to: string }>
  | Step<
      'commentTable' | 'changeEngine',
      { table: string; from: string | undefined; to: string | undefined }
    >
  | Step<'addColumn' | 'dropColumn', Named<ColumnDefinition> & Filled>
  | Step<'renameColumn', { table: string; from: string; to: string }>
  | Step<'alterColumn', { table: string; name: string } & Change<ColumnDefinition> & Filled>
  | Step<'addIndex' | 'dropIndex', Named<IndexDefinition>>
  | Step<'addUnique' | 'dropUnique', Named<UniqueDefinition>>
  | Step<'addCheck' | 'dropCheck', Named<CheckDefinition>>
  | Step<'addExclusion' | 'dropExclusion', Named<CheckDefinition>>
  | Step<'addForeignKey' | 'dropForeignKey', Named<ForeignKeyDefinition>>
  | Step<
      'renameIndex' | 'renameUnique' | 'renameCheck' | 'renameForeignKey',
      { table: string; from: string; to: string }
    >
  | Step<'renameEnum', { table: string; from: string; to: string }>
  | Step<'createView' | 'dropView', { name: string; definition: ViewDefinition }>

export type OperationOf<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>

type Step<Kind extends string, Rest> = Kind extends string
  ? { readonly kind: Kind } & Readonly<Rest>
  : never

interface Named<Definition> {
  readonly table: string
  readonly name: string
  readonly definition: Definition
}

interface Change<Definition> {
  readonly from: Definition
  readonly to: Definition
}

interface Filled {
  /** An SQL expression for the rows that have no value and may not be without. */
  readonly backfill?: string
}

const OPPOSITES = {
  createTable: 'dropTable',
  dropTable: 'createTable',
  addColumn: 'dropColumn',
  dropColumn: 'addColumn',
  addIndex: 'dropIndex',
  dropIndex: 'addIndex',
  addUnique: 'dropUnique',
  dropUnique: 'addUnique',
  addCheck: 'dropCheck',
  dropCheck: 'addCheck',
  addExclusion: 'dropExclusion',
  dropExclusion: 'addExclusion',
  addForeignKey: 'dropForeignKey',
  dropForeignKey: 'addForeignKey',
  createView: 'dropView',
  dropView: 'createView'
} as const

/** What undoes an operation. */
export function inverse(operation: Operation): Operation {
  if ('from' in operation) return flipped(operation, { from: operation.to, to: operation.from })
  return flipped(operation, { kind: OPPOSITES[operation.kind] })
}

function flipped(operation: Operation, changes: object): Operation {
  const { backfill: _backfill, ...rest } = { backfill: undefined, ...operation, ...changes }
  return rest as Operation
}

/** What undoes operations, last first. */
export function inverses(operations: readonly Operation[]): Operation[] {
  return operations.map(inverse).reverse()
}

/** The table that an operation is about, by the name it has before; undefined for views. */
export function tableOf(operation: Operation): string | undefined {
  if (operation.kind === 'renameTable') return operation.from
  return 'table' in operation ? operation.table : undefined
}
