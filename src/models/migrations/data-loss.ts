import type { Operation, OperationOf } from './operations'
import type { ColumnDefinition } from './schema'
import { familyOf, fitsInto } from './type-families'

/** What may happen to rows, in words: values are lost, or the engine refuses the operation because of some row. */
export interface Risk {
  readonly operation: Operation
  readonly kind: 'loses' | 'mayFail'
  readonly reason: string
}

/** What a list of operations risks; on tables that it makes itself there is nothing to lose. */
export function risksOf(operations: readonly Operation[]): Risk[] {
  const fresh = new Set<string>()
  const risks: Risk[] = []
  for (const operation of operations) {
    if (operation.kind === 'createTable') fresh.add(operation.table)
    if ('table' in operation && fresh.has(operation.table)) continue
    const lost = lossesOf(operation)
    risks.push(...lost.map((reason) => ({ operation, kind: 'loses', reason }) as const))
    const failure = failureOf(operation)
    if (failure !== undefined) risks.push({ operation, kind: 'mayFail', reason: failure })
  }
  return risks
}

function lossesOf(operation: Operation): string[] {
  switch (operation.kind) {
    case 'dropTable':
      return [`drops the table ${operation.table}`]
    case 'dropColumn': {
      const isComputed = operation.definition.generatedAs !== undefined
      return isComputed ? [] : [`drops the column ${operation.table}.${operation.name}`]
    }
    case 'alterColumn':
      return alterationLosses(operation)
    default:
      return []
  }
}

function alterationLosses({ table, name, from, to }: OperationOf<'alterColumn'>): string[] {
  const column = `${table}.${name}`
  const losses: string[] = []
  const dropped = from.enum?.filter((value) => to.enum !== undefined && !to.enum.includes(value))
  if (dropped !== undefined && dropped.length > 0) {
    losses.push(
      `takes ${dropped.map((value) => `'${value}'`).join(', ')} from the values of ${column}`
    )
  }
  if (!fitsInto(from, to)) {
    losses.push(`makes ${column} ${typeOf(to)}, which was ${typeOf(from)}`)
  } else if (isNarrower(from, to)) {
    losses.push(`narrows ${column} from ${typeOf(from)} to ${typeOf(to)}`)
  }
  if (from.array && !to.array) losses.push(`keeps no list in ${column}`)
  if (
    to.charset !== undefined &&
    to.charset !== from.charset &&
    !to.charset.startsWith('utf8mb4')
  ) {
    losses.push(`writes ${column} in ${to.charset}`)
  }
  return losses
}

function isNarrower(from: ColumnDefinition, to: ColumnDefinition): boolean {
  if (Boolean(from.unsigned) !== Boolean(to.unsigned)) return true
  if (to.type === 'enum') return familyOf(from) === 'text' && from.type !== 'enum'
  // what a number is shown with loses nothing
  if (familyOf(to) !== 'integer' && lengthOf(to) < lengthOf(from)) return true
  if (from.type === 'enum') return false
  const isDecimal = familyOf(to) === 'decimal'
  if (!isDecimal) return (to.precision ?? Infinity) < (from.precision ?? Infinity)
  if (to.precision === undefined) return false
  // digits before and after the point
  const [a, b] = [from, to].map(({ precision = Infinity, scale = 0 }) => ({
    before: precision - scale,
    scale
  }))
  return b!.before < a!.before || b!.scale < a!.scale
}

function lengthOf({ type, length, enum: values }: ColumnDefinition): number {
  if (type === 'enum') return Math.max(...(values ?? []).map((value) => value.length))
  return Number(length ?? Infinity)
}

function failureOf(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'addUnique':
      return `needs different values in ${columnsOf(operation)}`
    case 'addIndex':
      return operation.definition.unique
        ? `needs different values in ${columnsOf(operation)}`
        : undefined
    case 'addCheck':
    case 'addExclusion':
      return `needs rows of ${operation.table} that fit ${operation.definition.expression}`
    case 'addForeignKey':
      return `needs rows in ${operation.definition.references.table} for every ${columnsOf(operation)}`
    case 'addColumn':
      return operation.definition.primary && operation.backfill !== undefined
        ? `makes ${operation.table}.${operation.name} part of the primary key`
        : undefined
    case 'alterColumn':
      return alterationFailure(operation)
    default:
      return undefined
  }
}

function alterationFailure({
  table,
  name,
  from,
  to,
  backfill
}: OperationOf<'alterColumn'>): string | undefined {
  if (!from.primary && to.primary) return `makes ${table}.${name} part of the primary key`
  const isFilled = !from.nullable || to.nullable || backfill !== undefined
  return isFilled ? undefined : `needs a value in every ${table}.${name}`
}

function columnsOf({
  table,
  definition
}: OperationOf<'addUnique' | 'addIndex' | 'addForeignKey'>): string {
  return definition.columns.map((column) => `${table}.${column}`).join(', ')
}

/** A type as people write it: `varchar(200)`. */
function typeOf({ type, length, precision, scale, unsigned, array }: ColumnDefinition): string {
  const size = [length ?? precision, scale].filter((part) => part !== undefined).join(',')
  return `${type}${size === '' ? '' : `(${size})`}${unsigned ? ' unsigned' : ''}${array ? '[]' : ''}`
}
