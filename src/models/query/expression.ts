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

/** What the database computes with two values. */
export type Operator = '+' | '-' | '*' | '/'

type Operand = Expression<number> | number

/** A value that the database computes from a row: `f('pages').plus(1)`. */
export class Expression<V = unknown> {
  /** What `V` is; it exists for the compiler alone. */
  declare readonly result: V

  constructor(readonly node: ExpressionNode) {}

  plus(this: Expression<number>, operand: Operand): Expression<number> {
    return this.combine('+', operand)
  }

  minus(this: Expression<number>, operand: Operand): Expression<number> {
    return this.combine('-', operand)
  }

  times(this: Expression<number>, operand: Operand): Expression<number> {
    return this.combine('*', operand)
  }

  dividedBy(this: Expression<number>, operand: Operand): Expression<number> {
    return this.combine('/', operand)
  }

  private combine(operator: Operator, operand: Operand): Expression<number> {
    const right: ExpressionNode =
      operand instanceof Expression ? operand.node : { kind: 'value', value: operand }
    return new Expression({ kind: 'operation', operator, left: this.node, right })
  }
}

/** The value that a field of the same row has: `f('pages')`, `f('author.age')`. */
export function f<V = number>(path: string): Expression<V> {
  return new Expression({ kind: 'field', path })
}

/** What tells two expressions apart that need different SQL; values are not part of it. */
export function shapeOfNode(node: ExpressionNode): string {
  switch (node.kind) {
    case 'field':
      return `f(${node.path})`
    case 'value':
      return '?'
    case 'operation':
      return `(${shapeOfNode(node.left)}${node.operator}${shapeOfNode(node.right)})`
  }
}
