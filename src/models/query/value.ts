import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { AggregateNode } from './expression'
import type { Fragment } from './fragment'
import type { QueryState, Source } from './query-state'

/** A value that a statement can read, compare and sort by. */
export interface Value {
  readonly fragment: Fragment
  /** What the database answers, as the value of the property; undefined where it is that already. */
  readonly convert: ((stored: unknown) => unknown) | undefined
  /** The column that it has the type of, where it has one. */
  readonly column?: ColumnMetadata
}

/** Values that have a name in a query: its annotations, or what a subquery answers. */
export interface Names {
  /** Undefined where the name is that of a field of the entity. */
  find(path: string): Value | undefined
}

/** Writes what needs another SELECT within the one of a scope. */
export interface Subqueries<S> {
  /** An aggregate of the rows that a row of `scope` leads to, or that it stands for. */
  aggregate(scope: S, node: AggregateNode, read: (query: QueryState) => AggregateNode): Value
  /** What the queries of a source answer. */
  source(source: Source): Fragment
}
