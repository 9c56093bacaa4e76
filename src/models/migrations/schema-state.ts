import type { CheckDefinition, TableDefinition, ViewDefinition } from './schema'

/** A table, with what a migration writes in SQL. */
export interface TableState extends TableDefinition {
  /** Exclusion constraints (PostgreSQL): `USING gist (room WITH =, during WITH &&)`. */
  readonly exclusions?: Record<string, CheckDefinition>
}

/** The tables and views of a database, as data. */
export interface SchemaState {
  readonly tables: Readonly<Record<string, TableState>>
  readonly views: Readonly<Record<string, ViewDefinition>>
}

/** A database engine, whatever its driver. */
export type EngineName = 'sqlite' | 'postgres' | 'mysql'

/** Leave out what is undefined or false, so that definitions compare and print as they were meant. */
export function compact<T extends object>(object: T): T {
  const entries = Object.entries(object).filter(
    ([, value]) => value !== undefined && value !== null && value !== false && value !== ''
  )
  return Object.fromEntries(entries) as T
}

/** The record, or undefined where it is empty. */
export function unlessEmpty<T>(record: Record<string, T>): Record<string, T> | undefined {
  return Object.keys(record).length === 0 ? undefined : record
}
