import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition
} from './schema'
import { isSameExpression } from './sql-tokens'

/** Whether two columns are the same to the engine. */
export function isSameColumn(a: ColumnDefinition, b: ColumnDefinition): boolean {
  return isSame(a, b, ['default', 'generatedAs'])
}

/** Whether the values of a column may have another form after it was changed. */
export function isRetyped(a: ColumnDefinition, b: ColumnDefinition): boolean {
  return !isSameColumn(shapeOf(a), shapeOf(b))
}

function shapeOf(column: ColumnDefinition): ColumnDefinition {
  const { nullable: _1, default: _2, comment: _3, onUpdate: _4, primary: _5, ...shape } = column
  return shape
}

/** Whether what a column is computed from changed, or whether it is computed at all. */
export function isRecomputed(a: ColumnDefinition, b: ColumnDefinition): boolean {
  return a.generatedType !== b.generatedType || !isSameExpression(a.generatedAs, b.generatedAs)
}

/** Whether two indices are the same but for their names. */
export function isSameIndex(a: IndexDefinition, b: IndexDefinition): boolean {
  return isSame(a, b, ['where'])
}

/** Whether two checks are the same but for their names. */
export function isSameCheck(a: CheckDefinition, b: CheckDefinition): boolean {
  return isSameExpression(a.expression, b.expression)
}

/** Whether two unique constraints, or two foreign keys, are the same but for their names. */
export function isSameKey<Key extends ForeignKeyDefinition | { columns: readonly string[] }>(
  a: Key,
  b: Key
): boolean {
  return isSame(a, b)
}

function isSame<T extends object>(a: T, b: T, expressions: readonly (keyof T)[] = []): boolean {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof T)[]
  return keys.every((key) =>
    expressions.includes(key)
      ? isSameExpression(a[key] as string | undefined, b[key] as string | undefined)
      : JSON.stringify(a[key]) === JSON.stringify(b[key])
  )
}
