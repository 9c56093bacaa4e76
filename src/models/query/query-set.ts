import type { ObjectLiteral } from 'typeorm'
import type { EntityClass } from '../bound-models'
import { annotated, type Annotated, type Computed, type Results } from './annotate'
import type { Sql } from './explain'
import { loadRows } from './load-rows'
import type { FieldPath, RelationPath } from './paths'
import { Query, type ROW } from './query'
import type { Lock } from './query-state'
import { reading } from './reading'
import { rowsByKey } from './rows-by-key'
import { runJson, runJsonOfOnly } from './run-json'
import { compileSelect } from './select-plan'
import { shapeOfNames } from './shape-name'
import { streamRows } from './stream'
import { ValueList, ValueSet, type TupleOf, type ValuesOf } from './value-set'
import type { Key, Where } from './where'
import type { BulkOptions } from '../write/conflict'
import { getOrCreate, updateOrCreate } from '../write/get-or-create'
import type { Changes, Values } from '../write/values'
import {
  bulkCreateIn,
  createIn,
  deleteIn,
  restoreIn,
  softDeleteIn,
  updateIn,
  type WrittenSet
} from '../write/write-set'

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
  annotate<A extends Computed<T | this[typeof ROW]>>(values: A): this & Annotated<T, Results<A>> {
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

  /** Insert a row; the fields that the filters compare by equality are set too. */
  async create(values: Values<T>): Promise<T> {
    return createIn(this.written, values) as Promise<T>
  }

  /** Insert many rows with few statements, in one transaction, and answer with those that were stored. */
  async bulkCreate(rows: readonly Values<T>[], options: BulkOptions<T> = {}): Promise<T[]> {
    return bulkCreateIn(this.written, rows, options) as Promise<T[]>
  }

  /** The row with these values, and whether it had to be created: `[row, isCreated]`. */
  async getOrCreate(where: Values<T>, defaults: Values<T> = {}): Promise<[T, boolean]> {
    return getOrCreate(this.written, where, defaults) as unknown as Promise<[T, boolean]>
  }

  /** Change the row with these values, or create it: `[row, isCreated]`. */
  async updateOrCreate(where: Values<T>, values: Values<T>): Promise<[T, boolean]> {
    return updateOrCreate(this.written, where, values) as unknown as Promise<[T, boolean]>
  }

  /** Change all rows with one statement, and tell how many there are. */
  update(changes: Changes<T>): Promise<number> {
    return updateIn(this.written, changes)
  }

  /** Delete all rows, and tell how many there were. */
  delete(): Promise<number> {
    return deleteIn(this.written)
  }

  /** Mark all rows as deleted, in the column that `@DeleteDateColumn()` declares. */
  softDelete(): Promise<number> {
    return softDeleteIn(this.written)
  }

  /** Take the mark from those that have it. */
  restore(): Promise<number> {
    const deleted = (where: object): WrittenSet =>
      this.withDeleted().filter(where as Where<T>).written
    return restoreIn(this.written, deleted)
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

  protected override jsonOfOnly(): Promise<string | undefined> {
    if (this.isEmpty) return super.jsonOfOnly()
    return runJsonOfOnly(this.table, this.state, (count) => this.notOne(count))
  }

  private get written(): WrittenSet {
    const { table, state } = this
    return {
      table,
      state,
      load: () => this.load(),
      find: (where, lock) => {
        const found = this.filter(where as Where<T>).limit(Math.min(2, state.limit))
        return lock === undefined ? found.load() : found.forUpdate(lock).load()
      }
    }
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
