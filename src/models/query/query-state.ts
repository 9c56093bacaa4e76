import type { DataSource } from 'typeorm'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import type { Expression } from './expression'

/** Conditions as they were written; `isExcluded` where they are those of `exclude`. */
export interface Filter {
  readonly where: object
  readonly isExcluded: boolean
}

/** What a query set describes. */
export interface QueryState {
  /** Queries of one shape need the same SQL, and differ in their parameters alone. */
  readonly shape: string
  readonly filters: readonly Filter[]
  /** Field paths, `-` before one that runs downwards. */
  readonly order: readonly string[]
  readonly isReversed: boolean
  readonly related: readonly string[]
  /** The fields to read, where not all are. */
  readonly only: readonly string[] | undefined
  /** What the database computes for each row, by name. */
  readonly annotations: Readonly<Record<string, Expression>>
  readonly isDistinct: boolean
  readonly offset: number
  readonly limit: number
  readonly lock: Lock | undefined
  /** Rows that are marked as deleted are found too. */
  readonly isWithDeleted: boolean
  /** It was said that all rows are meant. */
  readonly isAll: boolean
  /** There are no rows, and nothing to ask the database. */
  readonly isNone: boolean
  /** Only rows that a relation leads to. */
  readonly link: Link | undefined
  /** Another database than the one that the entity is bound to. */
  readonly dataSource: DataSource | undefined
}

/** Keeps rows from being changed by others until the transaction ends. */
export interface Lock {
  /** Leave out rows that others have locked. */
  readonly skipLocked?: boolean
  /** An error, instead of waiting, where others have locked a row. */
  readonly noWait?: boolean
}

/** Rows that `relation` leads to from the rows that have these keys. */
export interface Link {
  readonly relation: RelationMetadata
  /** The values that the relation refers to, of each row. */
  readonly keys: readonly (readonly unknown[])[]
}

export const EVERYTHING: QueryState = {
  shape: '',
  filters: [],
  order: [],
  isReversed: false,
  related: [],
  only: undefined,
  annotations: {},
  isDistinct: false,
  offset: 0,
  limit: Infinity,
  lock: undefined,
  isWithDeleted: false,
  isAll: false,
  isNone: false,
  link: undefined,
  dataSource: undefined
}
