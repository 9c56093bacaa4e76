import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'

/** What SQLite holds in a column, as far as queries read it without TypeORM. */
export type StoredKind = 'integer' | 'text' | 'boolean' | 'date'

const KINDS: readonly (readonly [StoredKind, readonly unknown[]])[] = [
  ['integer', [Number, 'integer', 'int']],
  ['text', [String, 'varchar', 'text', 'uuid']],
  ['boolean', [Boolean, 'boolean']],
  ['date', [Date, 'datetime']]
]

/** The kind of a column whose values need no transformer; undefined for all that TypeORM has to read. */
export function kindOf({ type, transformer, isArray }: ColumnMetadata): StoredKind | undefined {
  if (transformer !== undefined || isArray) return undefined
  return KINDS.find(([, types]) => types.includes(type))?.[0]
}
