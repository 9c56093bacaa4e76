import type { Operation } from './operations'

const LONGEST = 52

/** A name for a migration: `initial`, `add_article_views`, `create_tag_comment_and_more`. */
export function migrationName(operations: readonly Operation[], isFirst: boolean): string {
  if (isFirst) return 'initial'
  const main = operations.map(mainPart).filter((part) => part !== undefined)
  const parts = main.length > 0 ? main : operations.map(constraintPart)
  const [first, ...rest] = parts.map(([verb, what]) => [snakeCase(verb), snakeCase(what)] as const)
  if (first === undefined) return 'auto'
  let name = first.join('_')
  let last = first[0]
  for (const [verb, what] of rest) {
    const longer = verb === last ? `${name}_${what}` : `${name}_${verb}_${what}`
    if (longer.length > LONGEST) return `${name}_and_more`
    name = longer
    last = verb
  }
  return name
}

/** A verb, and what it is done to. */
type Part = readonly [string, string]

// what people would say of it; the names of constraints say nothing
function mainPart(operation: Operation): Part | undefined {
  switch (operation.kind) {
    case 'createTable':
      return ['create', operation.table]
    case 'dropTable':
      return ['drop', operation.table]
    case 'renameTable':
      return ['rename', `${operation.from}_${operation.to}`]
    case 'addColumn':
      return ['add', `${operation.table}_${operation.name}`]
    case 'dropColumn':
      return ['drop', `${operation.table}_${operation.name}`]
    case 'renameColumn':
      return ['rename', `${operation.table}_${operation.from}_${operation.to}`]
    case 'alterColumn':
      return ['alter', `${operation.table}_${operation.name}`]
    default:
      return undefined
  }
}

function constraintPart(operation: Operation): Part {
  switch (operation.kind) {
    case 'createView':
    case 'dropView':
      return [operation.kind, operation.name]
    case 'addIndex':
    case 'addUnique':
    case 'addForeignKey':
    case 'dropIndex':
    case 'dropUnique':
    case 'dropForeignKey':
      return [operation.kind, `${operation.table}_${operation.definition.columns.join('_')}`]
    default:
      return [operation.kind, 'table' in operation ? operation.table : operation.to]
  }
}

/** `addIndex_article` as `add_index_article`. */
export function snakeCase(text: string): string {
  return text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z\d]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase()
}
