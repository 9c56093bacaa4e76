import type { DataSource } from 'typeorm'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import type { EntityClass } from '../bound-models'
import type { Expression } from './expression'
import type { JsonMembers } from './json-shape'
import type { ReadTree } from './read-tree'

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
  /** What is read instead of `related` and `only`, where somebody knows exactly what is needed. */
  readonly read: ReadTree | undefined
  /** What the JSON of a row has, where that is not what its entity would come to. */
  readonly members: JsonMembers | undefined
  /** What the database computes for each row, by name. */
  readonly annotations: Annotations
  /** What is read of each row, where that is no entity. */
  readonly values: ValueNames | undefined
  /** What rows are grouped by, where they are. */
  readonly groups: Groups | undefined
  /** Other queries, of which the rows are. */
  readonly source: Source | undefined
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

/** What the database computes, by name. */
export type Annotations = Readonly<Record<string, Expression<unknown, never>>>

/** The values that make a row: an object, a tuple, or one value alone. */
export interface ValueNames {
  readonly names: readonly string[]
  readonly form: 'object' | 'tuple' | 'single'
}

/** Rows that are equal in `keys` are one, with what is computed of all of them. */
export interface Groups {
  readonly keys: readonly string[]
  readonly annotations: Annotations
  /** So many filters were there before, and are about rows alone. */
  readonly rowFilters: number
}

/** The rows of several queries: of an entity, known by their keys, or of values. */
export interface Source {
  readonly kind: 'keys' | 'values'
  readonly members: readonly SourceMember[]
  /** A row is there as often as the queries have it. */
  readonly isAll: boolean
}

export interface SourceMember {
  readonly entity: EntityClass
  readonly state: QueryState
}

/** Keeps rows from being changed by others until the transaction ends. */
export interface Lock {
  /** Leave out rows that others have locked. */
  readonly skipLocked?: boolean
  /** An error, instead of waiting, where others have locked a row. */
  readonly noWait?: boolean
  /** Others may lock the rows likewise, and nobody may change them. */
  readonly isShared?: boolean
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
  read: undefined,
  members: undefined,
  annotations: {},
  values: undefined,
  groups: undefined,
  source: undefined,
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
