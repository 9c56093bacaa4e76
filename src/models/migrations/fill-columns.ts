import { NuagesError, nearest } from '../../errors'
import type { Operation, OperationOf } from './operations'
import type { Ask } from './questions'

/** What rows get that are there when a column comes that may not be null. */
export interface FillOptions {
  /** SQL expressions by column: `{ 'article.views': '0' }`; the column keeps no default. */
  readonly defaults?: Readonly<Record<string, string>>
  readonly ask?: Ask
}

type Filled = OperationOf<'addColumn' | 'alterColumn'>

/** Give every new column that may not be null something for the rows that are there, or refuse. */
export async function fillColumns(
  operations: readonly Operation[],
  { defaults = {}, ask }: FillOptions
): Promise<Operation[]> {
  const fresh = new Set(operations.filter(isCreation).map(({ table }) => table))
  const isFilled = (operation: Operation): operation is Filled =>
    (operation.kind === 'addColumn' || isMadeNotNull(operation)) && !fresh.has(operation.table)
  assertKnown(Object.keys(defaults), operations.filter(isFilled).map(nameOf))
  const open: Filled[] = []
  const filled: Operation[] = []
  for (const operation of operations) {
    let backfill = isFilled(operation) ? defaults[nameOf(operation)] : undefined
    if (isFilled(operation) && operation.kind === 'addColumn' && needsValue(operation)) {
      const { table, name: column } = operation
      const { type } = operation.definition
      backfill ??= (await ask?.({ kind: 'default', table, column, type })) ?? undefined
      if (backfill === undefined) open.push(operation)
    }
    filled.push(backfill === undefined ? operation : ({ ...operation, backfill } as Operation))
  }
  if (open.length > 0) throw needsDefault(open.map(nameOf))
  return filled
}

function isCreation(operation: Operation): operation is OperationOf<'createTable'> {
  return operation.kind === 'createTable'
}

function isMadeNotNull(operation: Operation): operation is OperationOf<'alterColumn'> {
  if (operation.kind !== 'alterColumn') return false
  return operation.from.nullable === true && operation.to.nullable !== true
}

function needsValue({ definition }: OperationOf<'addColumn'>): boolean {
  const { nullable, default: expression, generated, generatedAs } = definition
  return [nullable, expression, generated, generatedAs].every((way) => way === undefined)
}

function nameOf({ table, name }: Filled): string {
  return `${table}.${name}`
}

function assertKnown(given: readonly string[], known: readonly string[]): void {
  for (const name of given) {
    if (known.includes(name)) continue
    const [meant] = nearest(name, known)
    throw new NuagesError(
      'MIGRATION_UNKNOWN_DEFAULT',
      `A default is given for "${name}", which is no column that becomes not null.`,
      meant === undefined ? 'Leave it out.' : `Did you mean "${meant}"?`
    )
  }
}

function needsDefault(columns: readonly string[]): NuagesError {
  const [first] = columns
  return new NuagesError(
    'MIGRATION_NEEDS_DEFAULT',
    `${columns.join(', ')} may not be null and ${columns.length === 1 ? 'has' : 'have'} no default: what do the rows get that are there?`,
    `(1) Give the column a default in its entity; (2) make it nullable, fill it in a data migration, and make it not null then; (3) give a value for once: \`defaults: { '${first}': '0' }\` (an SQL expression).`
  )
}
