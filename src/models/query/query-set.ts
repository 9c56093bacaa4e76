import type { ObjectLiteral } from 'typeorm'
import type { EntityClass } from '../bound-models'
import { annotated, type Computed, type Results } from './annotate'
import type { Sql } from './explain'
import { loadRows } from './load-rows'
import type { FieldPath, RelationPath } from './paths'
import { Query, type ROW } from './query'
import type { Lock } from './query-state'
import { reading } from './reading'
import { rowsByKey } from './rows-by-key'
import { runJson } from './run-json'
import { compileSelect } from './select-plan'
import { shapeOfNames } from './shape-name'
import { streamRows } from './stream'
import { ValueList, ValueSet, type TupleOf, type ValuesOf } from './value-set'
import type { Key } from './where'

/** Rows of an entity, described. */
export class QuerySet<T extends object> extends Query<T, T> {
  /** All rows that the filters so far leave: what `update` and `delete` of a whole table must say. */
  all(): this {
    return this.copy('', { isAll: true })
  }

  /** Load these relations too: `author`, `tags`, `author.company`. */
  with(...related: readonly RelationPath<T>[]): this {
    return this.copy(`with ${shapeOfNames(related)}`, {
      related: [...this.state.related, ...related]
    })
  }

  /** Read these fields alone, and the key; the others are `undefined`. */
  only(...only: readonly FieldPath<T>[]): this {
    return this.copy(`only ${shapeOfNames(only)}`, { only })
  }

  /** Put computed values on each row: `{ comments: count('comments') }`. */
  annotate<A extends Computed<T | this[typeof ROW]>>(
    values: A
  ): this & { readonly [ROW]: Results<A> } {
    return this.withState(annotated(this.entity, this.state, values)) as never
  }

  /** Plain objects of these values, instead of entities; of a relation to one row, its key. */
  values<N extends FieldPath<T> | FieldPath<this[typeof ROW]>>(
    ...names: readonly [N, ...N[]]
  ): ValueSet<T, ValuesOf<this[typeof ROW], N>> {
    return new ValueSet(this.entity, reading(this.state, names, 'object'))
  }

  /** Tuples of these values, or with `.flat()` the values of one name. */
  valuesList<
    const N extends readonly [
      FieldPath<T> | FieldPath<this[typeof ROW]>,
      ...(FieldPath<T> | FieldPath<this[typeof ROW]>)[]
    ]
  >(...names: N): ValueList<T, TupleOf<this[typeof ROW], N>> {
    return new ValueList(this.entity, reading(this.state, names, 'tuple'))
  }

  /** Rows that are marked as deleted too. */
  withDeleted(): this {
    return this.copy('deleted', { isWithDeleted: true })
  }

  /** Keep the rows from being changed by others until the transaction ends. */
  forUpdate(lock: Lock = {}): this {
    const { skipLocked, noWait, isShared } = lock
    return this.copy(`lock ${String([skipLocked, noWait, isShared])}`, { lock })
  }

  /** The rows that have these keys, by their keys, in that order; those that there are not are missing. */
  async in<K extends Key>(ids: readonly K[]): Promise<Map<K, this[typeof ROW]>> {
    return rowsByKey(this.table.metadata, this as never, ids)
  }

  toSql(): Sql {
    const { text, bind } = this.table.plan(compileSelect, this.state)
    return { sql: text, parameters: bind(this.state) }
  }

  /** The rows as the JSON text that they would come to; undefined where the database cannot write it. */
  async jsonText(): Promise<string | undefined> {
    if (this.isEmpty) return '[]'
    return runJson(this.table, this.state)
  }

  protected load(): Promise<ObjectLiteral[]> {
    return loadRows(this.table, this.state)
  }

  protected override batches(): AsyncGenerator<ObjectLiteral[]> {
    return streamRows(this.table, this.state)
  }
}

/** The rows of any entity, also of one that is not a `Model`. */
export function query<T extends object>(entity: EntityClass<T>): QuerySet<T> {
  return new QuerySet(entity)
}
