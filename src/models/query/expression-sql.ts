import type { ExpressionNode } from './expression'
import { unknownField } from '../fields'
import { sql, type Fragment } from './fragment'
import type { QueryState } from './query-state'
import type { Scope } from './scope'

type ReadNode = (query: QueryState) => ExpressionNode

/** What `node` computes from a row of `scope`. */
export function toSql(scope: Scope, node: ExpressionNode, read: ReadNode): Fragment {
  switch (node.kind) {
    case 'field':
      return sql`${fieldSql(scope, node.path)}`
    case 'value':
      return sql`${(query) => (read(query) as typeof node).value}`
    case 'operation': {
      const left = toSql(scope, node.left, (query) => (read(query) as typeof node).left)
      const right = toSql(scope, node.right, (query) => (read(query) as typeof node).right)
      return sql`(${left} ${node.operator} ${right})`
    }
  }
}

/** The column that a path names, over relations to one row: `title`, `author.company.name`, `position.page`. */
export function fieldSql(scope: Scope, path: string): string {
  const { metadata } = scope
  const column = metadata.findColumnWithPropertyPath(path)
  if (column !== undefined) return scope.column(column)
  const relation = metadata.relations.find(({ propertyPath }) =>
    path.startsWith(`${propertyPath}.`)
  )
  if (relation === undefined || relation.isOneToMany || relation.isManyToMany) {
    throw unknownField(metadata, path)
  }
  return fieldSql(scope.join(relation), path.slice(relation.propertyPath.length + 1))
}
