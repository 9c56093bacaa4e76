import type { ObjectLiteral } from 'typeorm'
import { SeveralRows, UniqueViolation } from '../errors'
import type { Table } from '../query/plan-cache'
import type { Lock, QueryState } from '../query/query-state'
import { atomic } from '../transactions/atomic'
import { currentRunner } from '../transactions/current'
import { createRow } from './create-row'
import { filteredValues } from './filtered-values'
import { setFields } from './new-row'
import { saveRow } from './save-row'

/** A query set, as far as finding one of its rows or storing one more is concerned. */
export interface RowFinder {
  readonly table: Table
  readonly state: QueryState
  /** Its rows with these values; two are enough to know that there are several. */
  readonly find: (where: object, lock?: Lock) => Promise<ObjectLiteral[]>
}

/** A row, and whether it was created. */
export type Found = readonly [row: ObjectLiteral, isCreated: boolean]

const TRIES = 3

/** The row with these values, which is created where there is none; of several callers at once one creates it. */
export async function getOrCreate(
  finder: RowFinder,
  where: object,
  defaults: object
): Promise<Found> {
  const known = await findOne(finder, where)
  if (known !== undefined) return [known, false]
  try {
    return [await createApart(finder, where, defaults), true]
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    const other = await findOne(finder, where, lockToSeeOthers(finder))
    if (other === undefined) throw error
    return [other, false]
  }
}

/** Change the row with these values, or create it; of several callers at once one creates it and the others change it. */
export async function updateOrCreate(
  finder: RowFinder,
  where: object,
  values: object
): Promise<Found> {
  let isThere = (await findOne(finder, where)) !== undefined
  for (let left = TRIES; ; left--) {
    const row = isThere ? await change(finder, where, values) : undefined
    if (row !== undefined) return [row, false]
    try {
      return [await createApart(finder, where, values), true]
    } catch (error) {
      if (!(error instanceof UniqueViolation) || left === 1) throw error
      isThere = true
    }
  }
}

function change(
  finder: RowFinder,
  where: object,
  values: object
): Promise<ObjectLiteral | undefined> {
  const { table } = finder
  return atomic(
    async () => {
      const row = await findOne(finder, where, {})
      const names = Object.entries(values).flatMap(([name, value]) =>
        value === undefined ? [] : [name]
      )
      if (row === undefined || names.length === 0) return row
      setFields(table.metadata, row, values)
      await saveRow(table, row, names)
      return row
    },
    { dataSource: table.dataSource }
  )
}

async function findOne(
  { table, find }: RowFinder,
  where: object,
  lock?: Lock
): Promise<ObjectLiteral | undefined> {
  const [row, second] = await find(where, lock)
  if (second === undefined) return row
  const names = Object.keys(where).join(', ')
  throw new SeveralRows(table.metadata.name, names === '' ? 'any values' : `this ${names}`)
}

/** Create the row in a savepoint of its own, so that its failure spoils no transaction around. */
function createApart(
  { table, state }: RowFinder,
  where: object,
  values: object
): Promise<ObjectLiteral> {
  const { dataSource } = table
  const all = { ...filteredValues(table.metadata, state), ...where, ...values }
  const create = (): Promise<ObjectLiteral> => createRow(table, all)
  return currentRunner(dataSource) === undefined ? create() : atomic(create, { dataSource })
}

// a transaction of MySQL sees what others have stored since it began only where it locks that
function lockToSeeOthers({ table: { dialect, dataSource } }: RowFinder): Lock | undefined {
  const isNeeded = dialect.name === 'mysql' && currentRunner(dataSource) !== undefined
  return isNeeded ? { isShared: true } : undefined
}
