import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { JsonMember, JsonMembers } from './json-shape'
import type { SelectedColumn, Selection } from './selection'

/** The members of the JSON that entities would come to. */
export function membersOf({ columns, joined }: Selection): JsonMembers {
  return [
    ...columns.map(({ column: { propertyPath } }) => memberOf('column', propertyPath)),
    ...joined.map(({ relation: { propertyPath }, selection }) => ({
      ...memberOf('row', propertyPath),
      members: membersOf(selection)
    }))
  ]
}

export function columnAt({ columns }: Selection, path: string): SelectedColumn {
  return columns.find(({ column }) => column.propertyPath === path)!
}

export function rowAt({ joined }: Selection, path: string): Selection {
  return joined.find(({ relation }) => relation.propertyPath === path)!.selection
}

export function keyOf({ columns }: Selection): SelectedColumn {
  return columns.find(({ column }) => column.isPrimary)!
}

/** The columns whose values the JSON of `members` has. */
export function writtenColumns(selection: Selection, members: JsonMembers): ColumnMetadata[] {
  return members.flatMap(({ kind, path, members: inner = [] }) => {
    if (kind === 'column') return columnAt(selection, path).column
    const row = rowAt(selection, path)
    return kind === 'key' ? keyOf(row).column : writtenColumns(row, inner)
  })
}

function memberOf(kind: JsonMember['kind'], path: string): JsonMember {
  return { kind, path, key: path }
}
