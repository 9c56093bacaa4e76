import type { ObjectLiteral } from 'typeorm'
import { bulkCreate } from './bulk-create'
import type { AnyBulkOptions } from './conflict'
import { createRow } from './create-row'
import { deleteRows } from './delete-rows'
import { Unfiltered } from './errors'
import { filteredValues } from './filtered-values'
import type { RowFinder } from './get-or-create'
import { assertFields } from './given-fields'
import { deleteDateOf, markRows } from './soft-delete'
import { updateRows } from './update-rows'

/** A query set, as far as writing its rows is concerned. */
export interface WrittenSet extends RowFinder {
  readonly load: () => Promise<ObjectLiteral[]>
}

/** Insert a row that the filters of a query set find. */
export function createIn({ table, state }: WrittenSet, values: object): Promise<object> {
  assertFields(table.metadata, values)
  return createRow(table, { ...filteredValues(table.metadata, state), ...values })
}

/** Insert many of them. */
export function bulkCreateIn(
  { table, state }: WrittenSet,
  rows: readonly object[],
  options: AnyBulkOptions
): Promise<ObjectLiteral[]> {
  const common = filteredValues(table.metadata, state)
  return bulkCreate(
    table,
    rows.map((row) => {
      assertFields(table.metadata, row)
      return { ...common, ...row }
    }),
    options
  )
}

/** Change the rows of a query set, and tell how many there are. */
export async function updateIn(set: WrittenSet, changes: object): Promise<number> {
  assertFiltered(set, 'update')
  return isEmpty(set) ? 0 : updateRows(set.table, set.state, changes)
}

/** Delete the rows of a query set, and tell how many there were. */
export async function deleteIn(set: WrittenSet): Promise<number> {
  assertFiltered(set, 'delete')
  return isEmpty(set) ? 0 : deleteRows(set.table, set.state, set.load)
}

/** Mark the rows of a query set as deleted, and tell how many there are. */
export async function softDeleteIn(set: WrittenSet): Promise<number> {
  assertFiltered(set, 'softDelete')
  return isEmpty(set) ? 0 : markRows(set.table, set.state, 'SoftRemove', set.load)
}

/** Take the mark from the rows of a query set; `deleted` is the set of those that have it. */
export async function restoreIn(
  set: WrittenSet,
  deleted: (where: object) => WrittenSet
): Promise<number> {
  assertFiltered(set, 'restore')
  if (isEmpty(set)) return 0
  const column = deleteDateOf(set.table)
  const { table, state, load } = deleted(column.createValueMap({ isNull: false }) as object)
  return markRows(table, state, 'Recover', load)
}

/** An error where all rows of a table are meant, and nobody said so. */
function assertFiltered({ table, state }: WrittenSet, action: string): void {
  const { filters, isAll, isNone, limit, link } = state
  const isFiltered = filters.some(({ where }) => Object.keys(where).length > 0)
  const isPart = isFiltered || limit !== Infinity || link !== undefined
  if (!isAll && !isNone && !isPart) throw new Unfiltered(table.metadata.name, action)
}

function isEmpty({ state }: WrittenSet): boolean {
  return state.isNone || state.limit === 0
}
