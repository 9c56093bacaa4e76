import type { QuerySet } from '../query/query-set'

/** How the rows that a relation leads to are kept. */
export interface Relatives {
  all(): QuerySet<object>
  add(rows: readonly unknown[]): Promise<void>
  remove(rows: readonly unknown[]): Promise<void>
  set(rows: readonly unknown[]): Promise<void>
  clear(): Promise<void>
  create(values: object): Promise<object>
}
