import { isBigInteger } from '../big-integers'
import { BadAnnotation } from '../errors'
import type { AggregateNode } from './expression'
import { sql, type Fragment } from './fragment'
import { numberValue } from './number-value'
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
  if (value.fragment.isAggregate) {
    throw new BadAnnotation(
      `${name}('${path}') is an aggregate of what is computed of a whole group`,
      `Aggregate the groups: .aggregate({ name: ${name}('${path}') }).`
    )
  }
  if (name === 'avg') return sql`${value.fragment} * 1e0`
  return name === 'min' || name === 'max' ? comparable(value, counted.dialect.name) : value.fragment
}

/** What an aggregate comes to, in the type of what it is computed of. */
export function aggregateValue(node: AggregateNode, rows: PathRows, fragment: Fragment): Value {
  const { dialect } = rows.counted
  const { value } = rows
  if (value === undefined || node.name === 'count' || node.name === 'avg') {
    return numberValue(dialect, fragment)
  }
  if (node.name === 'min' || node.name === 'max') return { ...value, fragment }
  const { column, convert } = value
  if (column === undefined) return numberValue(dialect, fragment)
  if (!isBigInteger(column) && !EXACT.includes(column.type)) {
    const sum = numberValue(dialect, fragment)
    if (column.transformer === undefined) return sum
    return {
      ...sum,
      convert: (stored) => convert!(sum.convert!(stored)),
      toParameter: value.toParameter
    }
  }
  // SQLite adds up decimals as floating-point numbers
  const isRounded = dialect.name === 'sqlite' && column.scale !== undefined
  return {
    ...value,
    fragment: isRounded ? sql`ROUND(${fragment}, ${String(column.scale)})` : fragment
  }
}

// PostgreSQL knows no order of these types
function comparable({ fragment, column }: Value, engine: string): Fragment {
  if (engine !== 'postgres' || column === undefined) return fragment
  if (column.type === 'uuid') return sql`${fragment}::text`
  return column.type === Boolean || ['bool', 'boolean'].includes(String(column.type))
    ? sql`${fragment}::int`
    : fragment
}
