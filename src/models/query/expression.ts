import { NuagesError } from '../../errors'
import { described } from './lookup-value'

/** A node of an expression, as plain data. */
export type ExpressionNode =
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'value'; readonly value: unknown }
  | {
      readonly kind: 'operation'
      readonly operator: Operator
      readonly left: ExpressionNode
      readonly right: ExpressionNode
    }
  | AggregateNode

/** What the database computes with two values. */
export type Operator = '+' | '-' | '*' | '/'

/** What the database computes from many values. */
export type AggregateName = 'count' | 'sum' | 'avg' | 'min' | 'max'

export interface AggregateNode {
  readonly kind: 'aggregate'
  readonly name: AggregateName
  /** A field or relation, over relations of every kind; `*` for the rows themselves. */
  readonly path: string
  readonly isDistinct: boolean
  /** Conditions on the rows that count, and their shape. */
  readonly filter: { readonly where: object; readonly shape: string } | undefined
}

type Operand = Expression<number, never> | number

/** A value that the database computes from a row of `T`: `f('pages').plus(1)`. */
export class Expression<V = unknown, T = unknown> {
  /** What `V` is; it exists for the compiler alone. */
  declare readonly result: V
  /** What `T` is, likewise. */
  declare readonly source: (row: T) => void

  constructor(readonly node: ExpressionNode) {}

  plus(this: Expression<number, never>, operand: Operand): Expression<number, T> {
    return combine('+', this.node, operand)
  }

  minus(this: Expression<number, never>, operand: Operand): Expression<number, T> {
    return combine('-', this.node, operand)
  }

  times(this: Expression<number, never>, operand: Operand): Expression<number, T> {
    return combine('*', this.node, operand)
  }

  /** Divided as JavaScript does it, also where both are integers; null where the divisor is 0. */
  dividedBy(this: Expression<number, never>, operand: Operand): Expression<number, T> {
    return combine('/', this.node, operand)
  }
}

/** What tells two expressions apart that need different SQL; values are not part of it. */
export function shapeOfNode(node: ExpressionNode): string {
  switch (node.kind) {
    case 'field':
      return `f(${JSON.stringify(node.path)})`
    case 'value':
      return Number.isSafeInteger(node.value) ? '?' : '?.'
    case 'operation':
      return `(${shapeOfNode(node.left)}${node.operator}${shapeOfNode(node.right)})`
    case 'aggregate': {
      const { name, path, isDistinct, filter } = node
      return `${name}(${JSON.stringify(path)}${isDistinct ? ' distinct' : ''}${filter?.shape ?? ''})`
    }
  }
}

function combine<T>(
  operator: Operator,
  left: ExpressionNode,
  operand: Operand
): Expression<number, T> {
  const right: ExpressionNode =
    operand instanceof Expression ? operand.node : { kind: 'value', value: numeric(operand) }
  return new Expression({ kind: 'operation', operator, left, right })
}

// PostgreSQL would make text of it, and MySQL a piece of SQL
function numeric(operand: unknown): unknown {
  if (typeof operand === 'bigint' || Number.isFinite(operand)) return operand
  const what = typeof operand === 'number' ? String(operand) : described(operand)
  throw new NuagesError(
    'MODEL_BAD_PARAMETER',
    `A field was to be computed with ${what}.`,
    'Give a finite number, or another field: f(…).plus(f(…)).'
  )
}
