import { isRetyped } from './compare-definitions'
import type { Operation } from './operations'
import type { ViewDefinition } from './schema'
import type { EngineName, SchemaState } from './schema-state'
import { isSameExpression, mentions } from './sql-tokens'

type Views = SchemaState['views']

/** `operations` between the views that go and those that come: one stands in the way of changes to what it reads. */
export function betweenViews(
  operations: readonly Operation[],
  from: Views,
  to: Views,
  engine: EngineName
): Operation[] {
  const gone = goneViews(from, to, touchedTables(operations, engine))
  const stays = (name: string): boolean => name in from && !gone.includes(name)
  const fresh = Object.keys(to).filter((name) => !stays(name))
  return [
    ...inReadingOrder(gone, from)
      .reverse()
      .map((name) => ({ kind: 'dropView', name, definition: from[name]! }) as const),
    ...operations,
    ...inReadingOrder(fresh, to).map(
      (name) => ({ kind: 'createView', name, definition: to[name]! }) as const
    )
  ]
}

function goneViews(from: Views, to: Views, touched: ReadonlySet<string>): string[] {
  const gone = new Set<string>()
  const reads = ({ expression }: ViewDefinition, names: Iterable<string>): boolean =>
    [...names].some((name) => mentions(expression, name))
  for (let count = -1; count < gone.size;) {
    count = gone.size
    for (const [name, view] of Object.entries(from)) {
      const isKept = name in to && isSameView(view, to[name]!)
      if (!isKept || reads(view, touched) || reads(view, gone)) gone.add(name)
    }
  }
  return [...gone].sort()
}

function isSameView(a: ViewDefinition, b: ViewDefinition): boolean {
  return a.materialized === b.materialized && isSameExpression(a.expression, b.expression)
}

function touchedTables(operations: readonly Operation[], engine: EngineName): Set<string> {
  const touched = new Set<string>()
  for (const operation of operations) {
    if (operation.kind === 'renameTable') touched.add(operation.from).add(operation.to)
    else if ('table' in operation && isFelt(operation, engine)) touched.add(operation.table)
  }
  return touched
}

function isFelt(operation: Operation, engine: EngineName): boolean {
  switch (operation.kind) {
    case 'createTable':
    case 'addIndex':
    case 'dropIndex':
    case 'renameIndex':
      return false
    case 'dropTable':
    case 'renameColumn':
    case 'dropColumn':
      return true
    case 'alterColumn':
      return engine === 'sqlite' || isRetyped(operation.from, operation.to)
    default:
      // SQLite changes a table by copying it
      return engine === 'sqlite'
  }
}

function inReadingOrder(names: readonly string[], views: Views): string[] {
  const done = new Set<string>()
  const ordered: string[] = []
  const visit = (name: string): void => {
    if (done.has(name)) return
    done.add(name)
    const { expression } = views[name]!
    names.filter((other) => other !== name && mentions(expression, other)).forEach(visit)
    ordered.push(name)
  }
  ;[...names].sort().forEach(visit)
  return ordered
}
