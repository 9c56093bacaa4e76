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

/** The new tables that may be an old one under another name: half of the columns are the same, or all of their types. */
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
  const score = shared.length / Math.max(Object.keys(a).length, Object.keys(b).length, 1)
  // the columns of a join table are called after the tables that it joins
  return hasSameTypes(Object.values(a), Object.values(b)) ? Math.max(score, 0.5) : score
}

function hasSameTypes(a: readonly ColumnDefinition[], b: readonly ColumnDefinition[]): boolean {
  const isSame = (column: ColumnDefinition, index: number): boolean =>
    isAlike(column, b[index]!) && column.primary === b[index]!.primary
  return a.length === b.length && a.every(isSame)
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
