import type { Operation } from './operations'

const LONGEST = 52

/** A name for a migration: `initial`, `add_article_views`, `create_tag_and_more`. */
export function migrationName(operations: readonly Operation[], isFirst: boolean): string {
  if (isFirst) return 'initial'
  const main = operations.map(mainFragment).filter((fragment) => fragment !== undefined)
  const all = main.length > 0 ? main : operations.map(fragmentOf)
  const [first = 'auto', ...rest] = [...new Set(all.map(snakeCase))]
  let name = first
  for (const fragment of rest) {
    const longer = `${name}_and_${fragment}`
    if (longer.length > LONGEST) return `${name}_and_more`
    name = longer
  }
  return name
}

// what people would say of it; the names of constraints say nothing
function mainFragment(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'createTable':
      return `create_${operation.table}`
    case 'dropTable':
      return `drop_${operation.table}`
    case 'renameTable':
      return `rename_${operation.from}_${operation.to}`
    case 'addColumn':
      return `add_${operation.table}_${operation.name}`
    case 'dropColumn':
      return `drop_${operation.table}_${operation.name}`
    case 'renameColumn':
      return `rename_${operation.table}_${operation.from}_${operation.to}`
    case 'alterColumn':
      return `alter_${operation.table}_${operation.name}`
    default:
      return undefined
  }
}

function fragmentOf(operation: Operation): string {
  switch (operation.kind) {
    case 'createView':
    case 'dropView':
      return `${operation.kind}_${operation.name}`
    case 'addIndex':
    case 'addUnique':
    case 'addForeignKey':
    case 'dropIndex':
    case 'dropUnique':
    case 'dropForeignKey':
      return `${operation.kind}_${operation.table}_${operation.definition.columns.join('_')}`
    default:
      return 'table' in operation ? `${operation.kind}_${operation.table}` : operation.kind
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
