import type { ColumnDefinition } from './schema'

/** How a column gets into a table that has rows. */
export interface AddColumnOptions {
  /** An SQL expression for the rows that are there; the column keeps no default. */
  readonly backfill?: string
}

/** How a column changes. */
export interface AlterColumnOptions {
  /** An SQL expression that makes the new value of the old one: `"price"::numeric / 100`. */
  readonly using?: string
  /** An SQL expression for the rows that have no value, where the column may not be null any more. */
  readonly backfill?: string
  /** What the column was: for readers, and for a migration that is made from it. */
  readonly from?: ColumnDefinition
}

/** How an index is made or dropped. */
export interface IndexOptions {
  /** Without a lock against writers (PostgreSQL); the migration needs `static transaction = false`. */
  readonly concurrently?: boolean
}
