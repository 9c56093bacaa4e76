import type { TableDefinition, ViewDefinition } from './schema'

/** The tables and views of a database, as data. */
export interface SchemaState {
  readonly tables: Readonly<Record<string, TableDefinition>>
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
