import { valueAt } from './column-value'
import type { AggregateNode, ExpressionNode } from './expression'
import { sql, type Fragment } from './fragment'
import { numberParameter, numberValue, quotient } from './number-value'
import type { QueryState } from './query-state'
import type { Scope } from './scope'
import type { Value } from './value'

type ReadNode = (query: QueryState) => ExpressionNode

/** What `node` computes from a row of `scope`. */
export function toSql(scope: Scope, node: ExpressionNode, read: ReadNode): Fragment {
  switch (node.kind) {
    case 'field':
      return valueAt(scope, node.path).fragment
    case 'value':
      return numberParameter(
        scope.dialect,
        node.value,
        (query) => (read(query) as typeof node).value
      )
    case 'operation': {
      const left = toSql(scope, node.left, (query) => (read(query) as typeof node).left)
      const right = toSql(scope, node.right, (query) => (read(query) as typeof node).right)
      return node.operator === '/'
        ? quotient(left, right)
        : sql`(${left} ${node.operator} ${right})`
    }
    case 'aggregate':
      return aggregateValue(scope, node, read).fragment
  }
}

/** The same, to be read, compared and sorted by. */
export function toValue(scope: Scope, node: ExpressionNode, read: ReadNode): Value {
  if (node.kind === 'field') return valueAt(scope, node.path)
  if (node.kind === 'aggregate') return aggregateValue(scope, node, read)
  return numberValue(scope.dialect, toSql(scope, node, read))
}

function aggregateValue(scope: Scope, node: AggregateNode, read: ReadNode): Value {
  return scope.subqueries.aggregate(scope, node, (query) => read(query) as AggregateNode)
}
