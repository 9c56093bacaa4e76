import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { UnusableField } from '../errors'
import type { Dialect } from '../query/dialects/dialect'
import { Expression, type ExpressionNode } from '../query/expression'
import type { Change } from './changes'

/**
 * The order in which columns are to be set. MySQL sets one after the other, and what it computes then reads the new
 * values: whoever reads a column comes before the one who sets it.
 */
export function assignmentOrder(
  metadata: EntityMetadata,
  { name }: Dialect,
  changes: readonly Change[]
): number[] {
  const all = changes.map((_, index) => index)
  if (name !== 'mysql') return all
  const order: number[] = []
  const left = new Set(all)
  while (left.size > 0) {
    const next = [...left].find((index) => !isReadByOthers(changes, index, left))
    if (next === undefined) throw readEachOther(metadata, changes, [...left])
    left.delete(next)
    order.push(next)
  }
  return order
}

function isReadByOthers(
  changes: readonly Change[],
  index: number,
  left: ReadonlySet<number>
): boolean {
  const { propertyPath } = changes[index]!.column
  return [...left].some(
    (other) => other !== index && fieldsOf(changes[other]!.value).includes(propertyPath)
  )
}

function fieldsOf(value: unknown): string[] {
  return value instanceof Expression ? fieldsOfNode(value.node) : []
}

function fieldsOfNode(node: ExpressionNode): string[] {
  switch (node.kind) {
    case 'field':
      return [node.path]
    case 'operation':
      return [...fieldsOfNode(node.left), ...fieldsOfNode(node.right)]
    default:
      return []
  }
}

function readEachOther(
  { name }: EntityMetadata,
  changes: readonly Change[],
  left: readonly number[]
): UnusableField {
  const [first, ...others] = left.map((index) => changes[index]!.column.propertyPath)
  return new UnusableField(
    name,
    first!,
    `and ${others.join(', ')} are to be computed of each other, which MySQL does one after the other`,
    'Read the rows with .forUpdate() in a transaction, and save them.'
  )
}
