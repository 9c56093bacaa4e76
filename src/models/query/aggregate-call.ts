import { isBigInteger } from '../big-integers'
import { BadAnnotation } from '../errors'
import type { Dialect } from './dialects/dialect'
import type { AggregateNode } from './expression'
import { sql, type Fragment } from './fragment'
import { lookupKind } from './lookup-kind'
import { numberValue, toNumber } from './number-value'
import { keyOfRows, type PathRows } from './path-rows'
import type { Value } from './value'

const EXACT: readonly unknown[] = ['decimal', 'dec', 'numeric', 'fixed', 'number', 'money']

/** The function of SQL over all rows of a SELECT; those that do not meet `condition` do not count. */
export function aggregateCall(node: AggregateNode, rows: PathRows, condition?: Fragment): Fragment {
  const distinct = isDistinct(node) ? 'DISTINCT ' : ''
  const argument = argumentOf(node, rows)
  const counted =
    condition === undefined ? argument : sql`CASE WHEN ${condition} THEN ${argument ?? '1'} END`
  return sql`${node.name.toUpperCase()}(${distinct}${counted ?? '*'})`
}

/** Whether equal values count once; the smallest and the largest value are the same in any case. */
export function isDistinct(node: AggregateNode): boolean {
  return node.isDistinct && node.name !== 'min' && node.name !== 'max'
}

/** What an aggregate is computed of; undefined for the rows themselves. */
export function argumentOf(node: AggregateNode, rows: PathRows): Fragment | undefined {
  const { name, path } = node
  const { counted } = rows
  const value = rows.value ?? (isDistinct(node) ? keyOfRows(counted) : undefined)
  if (value === undefined) {
    if (name === 'count' && !isDistinct(node)) return undefined
    const [column] = counted.metadata.primaryColumns
    throw new BadAnnotation(
      `${name}('${path}') names rows of ${counted.metadata.name}, and no column of them`,
      `Name one: ${name}('${path === '*' ? '' : `${path}.`}${column?.propertyPath}').`
    )
  }
  if (name === 'avg') return sql`${value.fragment} * 1e0`
  const type =
    name === 'count' || name === 'sum' ? undefined : unorderedType(value, counted.dialect)
  if (type === undefined) return value.fragment
  return sql`${value.fragment}::${type === 'boolean' ? 'int' : 'text'}`
}

/** What an aggregate comes to, in the type of what it is computed of. */
export function aggregateValue(node: AggregateNode, rows: PathRows, fragment: Fragment): Value {
  const { value, counted } = rows
  const { dialect } = counted
  if (value === undefined || node.name === 'count' || node.name === 'avg') {
    return numberValue(dialect, fragment)
  }
  if (node.name === 'sum') return sumValue(value, dialect, fragment)
  const type = unorderedType(value, dialect)
  if (type !== undefined) return { ...value, fragment: sql`(${fragment})::${type}` }
  // MySQL takes the largest of what subqueries answer for a decimal
  const isNumber = value.convert === undefined && isPlainNumber(value)
  return { ...value, fragment, convert: isNumber ? toNumber : value.convert }
}

/** A sum; those of big integers and decimals are as exact as what they are made of. */
function sumValue(value: Value, dialect: Dialect, fragment: Fragment): Value {
  const { column, convert } = value
  const number = numberValue(dialect, fragment)
  if (column === undefined) return number
  if (isBigInteger(column) || EXACT.includes(column.type)) {
    // SQLite adds up decimals as floating-point numbers
    const isRounded = dialect.name === 'sqlite' && column.scale !== undefined
    const exact = isRounded ? sql`ROUND(${fragment}, ${String(column.scale)})` : fragment
    return { ...value, fragment: exact }
  }
  if (column.transformer === undefined) return number
  return { ...number, convert: (stored) => convert!(number.convert!(stored)) }
}

function isPlainNumber({ column }: Value): boolean {
  if (column === undefined) return false
  const kind = lookupKind(column)
  return kind === 'integer' || kind === 'float'
}

/** The type of a value that PostgreSQL cannot sort by. */
function unorderedType({ column }: Value, { name }: Dialect): string | undefined {
  if (name !== 'postgres' || column === undefined) return undefined
  if (column.type === 'uuid') return 'uuid'
  const isBoolean = column.type === Boolean || ['bool', 'boolean'].includes(String(column.type))
  return isBoolean ? 'boolean' : undefined
}
