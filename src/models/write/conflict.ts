import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { NuagesError } from '../../errors'
import { unknownField } from '../fields'
import type { FieldPath } from '../query/paths'
import { assertSettable, columnsOf } from './saved-columns'

/** How many rows are stored at once, and what becomes of those that are there already. */
export interface BulkOptions<T> {
  /** Rows in one statement at most. Default: 1,000, on SQLite 100; fewer where the engine takes no more parameters. */
  readonly batchSize?: number
  /** What to do about a row whose key, or another unique value, is stored already. Default: an error. */
  readonly onConflict?: 'ignore' | 'update'
  /** The unique fields that tell whether a row is there already. Default: the key, or the only others that are unique. */
  readonly conflictFields?: readonly FieldPath<T>[]
  /** The fields that `update` writes. Default: all that are given, but for the key and the fields of the conflict. */
  readonly updateFields?: readonly FieldPath<T>[]
}

/** The same without types. */
export type AnyBulkOptions = {
  readonly [K in keyof BulkOptions<object>]: K extends `${string}Fields`
    ? readonly string[] | undefined
    : BulkOptions<object>[K]
}

/** What becomes of a row that is there already. */
export interface Conflict {
  readonly action: 'ignore' | 'update'
  /** What tells that it is; empty where any unique value does. */
  readonly target: readonly ColumnMetadata[]
  readonly updated: readonly ColumnMetadata[]
}

/** What to do about rows that are there already, where rows are given these columns. */
export function conflictOf(
  metadata: EntityMetadata,
  { onConflict, conflictFields, updateFields }: AnyBulkOptions,
  given: readonly ColumnMetadata[]
): Conflict | undefined {
  if (onConflict === undefined) return undefined
  if (onConflict !== 'ignore' && onConflict !== 'update') throw badConflict(onConflict)
  const named = conflictFields?.flatMap((name) => namedColumns(metadata, name))
  if (onConflict === 'ignore') return { action: 'ignore', target: named ?? [], updated: [] }
  const target = named ?? onlyUnique(metadata, given)
  const updated =
    updateFields?.flatMap((name) => changedColumns(metadata, name)) ??
    given.filter((column) => !target.includes(column) && isUpdatedByDefault(column))
  const { updateDateColumn: date } = metadata
  const isDated = date === undefined || updated.includes(date) || !given.includes(date)
  return { action: 'update', target, updated: isDated ? updated : [...updated, date] }
}

function badConflict(onConflict: never): NuagesError {
  return new NuagesError(
    'MODEL_BAD_CONFLICT',
    `bulkCreate was told to "${String(onConflict)}" rows that are there already.`,
    "Use 'ignore' or 'update', or leave `onConflict` out."
  )
}

function isUpdatedByDefault(column: ColumnMetadata): boolean {
  const { isPrimary, isGenerated, isCreateDate, isVersion, isDiscriminator, isUpdate } = column
  const isKept = isPrimary || isGenerated || isCreateDate || isVersion || isDiscriminator
  return isUpdate && !isKept
}

function namedColumns(metadata: EntityMetadata, name: string): readonly ColumnMetadata[] {
  const columns = columnsOf(metadata, name)
  if (columns.length === 0) throw unknownField(metadata, name)
  return columns
}

function changedColumns(metadata: EntityMetadata, name: string): readonly ColumnMetadata[] {
  const columns = namedColumns(metadata, name)
  for (const column of columns) assertSettable(column, name)
  return columns
}

/** The columns of the key where they are given, else those of the only other constraint whose columns are. */
function onlyUnique(
  metadata: EntityMetadata,
  given: readonly ColumnMetadata[]
): readonly ColumnMetadata[] {
  const isGiven = (columns: readonly ColumnMetadata[]): boolean =>
    columns.length > 0 && columns.every((column) => given.includes(column))
  const { primaryColumns, uniques, indices, name } = metadata
  const isOwnKey = primaryColumns.every(({ isGenerated }) => !isGenerated)
  if (isOwnKey && isGiven(primaryColumns)) return primaryColumns
  const others = [...uniques, ...indices.filter(({ isUnique, where }) => isUnique && !where)]
    .map(({ columns }) => columns)
    .filter(isGiven)
  const [only, ...more] = new Map(others.map((columns) => [namesOf(columns), columns])).values()
  if (only !== undefined && more.length === 0) return only
  if (only === undefined && isGiven(primaryColumns)) return primaryColumns
  const known = only === undefined ? '' : ` Unique are ${[only, ...more].map(namesOf).join('; ')}.`
  throw new NuagesError(
    'MODEL_CONFLICT_FIELDS',
    `Rows of ${name} are to be updated where they are stored already, and ${only === undefined ? 'nothing' : 'more than one thing'} tells which those are.`,
    `Say it: bulkCreate(rows, { onConflict: 'update', conflictFields: ['…'] }).${known}`
  )
}

function namesOf(columns: readonly ColumnMetadata[]): string {
  return columns.map(({ propertyPath }) => propertyPath).join(', ')
}
