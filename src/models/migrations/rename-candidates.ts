import { familyOf } from './type-families'
import type { ColumnDefinition, TableDefinition } from './schema'

type Columns = Readonly<Record<string, ColumnDefinition>>

/** The new columns that may be an old one under another name: of the same kind, those of the very same type first. */
export function candidatesForColumn(
  gone: ColumnDefinition,
  fresh: readonly string[],
  columns: Columns
): string[] {
  const alike = fresh.filter((name) => isAlike(gone, columns[name]!))
  const isSameType = (name: string): number => Number(columns[name]!.type === gone.type)
  return alike.sort((a, b) => isSameType(b) - isSameType(a))
}

/** The new tables that may be an old one under another name: half of the columns are the same. */
export function candidatesForTable(
  gone: TableDefinition,
  fresh: readonly string[],
  tables: Readonly<Record<string, TableDefinition>>
): string[] {
  const scores = fresh.map((name) => ({ name, score: likeness(gone, tables[name]!) }))
  return scores
    .filter(({ score }) => score >= 0.5)
    .sort((a, b) => b.score - a.score)
    .map(({ name }) => name)
}

function likeness({ columns: a }: TableDefinition, { columns: b }: TableDefinition): number {
  const shared = Object.keys(a).filter((name) => name in b && isAlike(a[name]!, b[name]!))
  return shared.length / Math.max(Object.keys(a).length, Object.keys(b).length, 1)
}

function isAlike(a: ColumnDefinition, b: ColumnDefinition): boolean {
  const isComputed = ({ generatedAs }: ColumnDefinition): boolean => generatedAs !== undefined
  return (
    familyOf(a) === familyOf(b) &&
    a.array === b.array &&
    isComputed(a) === isComputed(b) &&
    a.generated === b.generated
  )
}
