import type { DataSource } from 'typeorm'
import { dataSourceOf, type EntityClass } from '../bound-models'
import { BadSlice, NotAwaited, RowNotFound, SeveralRows, SliceIsLast } from '../errors'
import { aggregated, resultsOfNothing, type Computed, type Results } from './annotate'
import { compileCount, compileExists, numberOf } from './count-plan'
import { explain, type Sql } from './explain'
import { OnlyRow, type RowSource } from './only-row'
import { isCut, shapeOfPage } from './page-clause'
import type { OrderTerm } from './paths'
import { tableOf, type Table } from './plan-cache'
import { EVERYTHING, type QueryState } from './query-state'
import type { Reading } from './read-tree'
import { runSelect } from './run'
import { shapeOf } from './shape'
import { shapeOfNames } from './shape-name'
import { SUBQUERY, type ROW, type Subquery } from './subquery'
import { unionOf, type UnionMember, type UnionOptions } from './union'
import { compileValues } from './value-plan'
import type { Where } from './where'

export type { ROW } from './subquery'

/** A query that answers with `R`. */
interface Answering<R> extends UnionMember {
  readonly [ROW]: R
}

/** A query, described: each method returns a new description, and awaiting it runs the query. */
export abstract class Query<T extends object, R> {
  declare readonly [ROW]: R

  constructor(
    readonly entity: EntityClass<T>,
    readonly state: QueryState = EVERYTHING
  ) {}

  /** Only rows that meet these conditions. */
  filter(where: Where<T> | Where<this[typeof ROW]>): this {
    return this.narrow(where, false)
  }

  /** Only rows that do not meet these conditions, all of them. */
  exclude(where: Where<T> | Where<this[typeof ROW]>): this {
    return this.narrow(where, true)
  }

  /** Sorted by these fields, instead of an earlier order; `-field` is downwards. */
  orderBy(...order: readonly (OrderTerm<T> | OrderTerm<this[typeof ROW]>)[]): this {
    this.assertUncut('orderBy')
    return this.copy(`order ${shapeOfNames(order)}`, { order, isReversed: false })
  }

  /** In the opposite order: that of the key, downwards, where none was given. */
  reverse(): this {
    this.assertUncut('reverse')
    const order = this.state.order.length > 0 ? this.state.order : this.keys
    return this.copy(`order ${shapeOfNames(order)} reverse`, {
      order,
      isReversed: !this.state.isReversed
    })
  }

  /** At most so many rows. */
  limit(limit: number): this {
    return this.cut({ limit: counted('limit', limit) })
  }

  /** Without the first so many rows. */
  offset(offset: number): this {
    return this.cut({ offset: counted('offset', offset) })
  }

  /** The rows from `start` to before `end`, counted within this query. */
  slice(start: number, end = Infinity): this {
    const { offset, limit } = this.state
    if (end !== Infinity) counted('The end of a slice', end)
    if (end < counted('The start of a slice', start)) throw new BadSlice('The end of a slice', end)
    const left = Math.max(0, limit - start)
    return this.cut({ offset: offset + start, limit: Math.min(left, end - start) })
  }

  /** Without rows that are equal in all that is read. */
  distinct(): this {
    this.assertUncut('distinct')
    return this.copy('distinct', { isDistinct: true })
  }

  /** The rows that this query or one of `others` finds, each of them once. */
  union(
    others: Answering<this[typeof ROW]> | readonly Answering<this[typeof ROW]>[],
    options: UnionOptions = {}
  ): this {
    const list = Array.isArray(others) ? (others as UnionMember[]) : [others as UnionMember]
    return this.withState(unionOf(this, list, options))
  }

  /** No rows, and no query. */
  none(): this {
    return this.copy('none', { isNone: true })
  }

  /** Rows of another database than the one that the entity is bound to. */
  using(dataSource: DataSource): this {
    return this.copy('', { dataSource })
  }

  /** The same rows, of which exactly this is read: what is known to be needed of them. */
  shapedBy({ tree, members, shape }: Reading): this {
    return this.copy(shape, { read: tree, members })
  }

  /** A query that became part of JSON has no rows yet: an error. */
  toJSON(): never {
    throw new NotAwaited(this.entity.name)
  }

  /** The only row; an error where there is none (answered with 404), or more than one. */
  get(where?: Where<T> | Where<this[typeof ROW]>): Promise<this[typeof ROW]> {
    try {
      // what it calls is for nobody else
      return new OnlyRow(this.pair(where) as unknown as RowSource<this[typeof ROW]>)
    } catch (error) {
      return Promise.reject(error as Error)
    }
  }

  /** The first row, in order of the key where no order was given. */
  async first(): Promise<this[typeof ROW] | undefined> {
    const rows = await this.sorted().limit(Math.min(1, this.state.limit)).rows()
    return rows[0]
  }

  /** The last row, in order of the key where no order was given. */
  async last(): Promise<this[typeof ROW] | undefined> {
    if (!isCut(this.state)) return this.reverse().first()
    const rows = await this.sorted().rows()
    return rows.at(-1)
  }

  async exists(): Promise<boolean> {
    if (this.isEmpty) return false
    const { table, state } = this
    const rows = await runSelect(table.dataSource, table.plan(compileExists, state), state)
    return rows.length > 0
  }

  /** How many rows there are, counted by the database. */
  async count(): Promise<number> {
    if (this.isEmpty) return 0
    const { table, state } = this
    return numberOf(await runSelect(table.dataSource, table.plan(compileCount, state), state))
  }

  /** What the database computes from all rows: `{ total: sum('price'), n: count() }`. */
  async aggregate<A extends Computed<T | this[typeof ROW]>>(values: A): Promise<Results<A>> {
    if (this.state.isNone) return resultsOfNothing(values) as Results<A>
    const { table } = this
    const state = aggregated(this.entity, this.state, values)
    const plan = table.plan(compileValues, state)
    const [row] = plan.hydrate(await runSelect(table.dataSource, plan, state))
    return row as Results<A>
  }

  /** How the engine would run the query, in its own words. */
  async explain(): Promise<string> {
    const { table, state } = this
    return explain(table.dataSource, table.dialect, this.toSql(), state)
  }

  then<A = this[typeof ROW][], B = never>(
    onRows?: ((rows: this[typeof ROW][]) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null
  ): Promise<A | B> {
    return this.rows().then(onRows, onError)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<this[typeof ROW]> {
    if (this.isEmpty) return
    for await (const rows of this.batches()) yield* rows as this[typeof ROW][]
  }

  /** What the query is where another one looks into it. */
  [SUBQUERY](): Subquery {
    return { entity: this.entity, state: this.state }
  }

  /** The SQL that awaiting it runs, without the queries for relations to many rows. */
  abstract toSql(): Sql

  protected abstract load(): Promise<unknown[]>

  /** All rows, in parts. */
  protected async *batches(): AsyncGenerator<unknown[]> {
    yield await this.load()
  }

  protected get table(): Table {
    return tableOf(this.state.dataSource ?? dataSourceOf(this.entity), this.entity)
  }

  protected get isEmpty(): boolean {
    return this.state.isNone || this.state.limit === 0
  }

  protected copy(shape: string, change: Partial<QueryState>): this {
    const joined = shape === '' ? this.state.shape : `${this.state.shape};${shape}`
    return this.withState({ ...this.state, ...change, shape: joined })
  }

  protected withState(state: QueryState): this {
    const Copy = this.constructor as new (entity: EntityClass<T>, state: QueryState) => this
    return new Copy(this.entity, state)
  }

  /** The JSON text of the only row, where the database can write it. */
  protected jsonOfOnly(): Promise<string | undefined> {
    return Promise.resolve(undefined)
  }

  /** What to say where there is not one row but `count`. */
  protected notOne(count: number): Error {
    const fields = this.state.filters.flatMap((filter) => Object.keys(filter.where)).join(', ')
    const lookup = fields === '' ? 'any values' : `this ${fields}`
    return new (count === 0 ? RowNotFound : SeveralRows)(this.entity.name, lookup)
  }

  protected async onlyRow(): Promise<this[typeof ROW]> {
    const rows = this.isEmpty ? [] : await this.load()
    if (rows.length !== 1) throw this.notOne(rows.length)
    return rows[0] as this[typeof ROW]
  }

  /** The first two rows that meet these conditions. */
  private pair(where: object | undefined): this {
    const { filters, limit, offset } = this.state
    const two = Math.min(2, limit)
    if (where === undefined) return this.limit(two)
    this.assertUncut('filter')
    const { where: copied, shape } = shapeOf(this.entity.name, where)
    return this.copy(`${shape};${shapeOfPage(two, offset)}`, {
      filters: [...filters, { where: copied, isExcluded: false }],
      limit: two
    })
  }

  // async: what is wrong with a query rejects, and never throws out of `then`
  private async rows(): Promise<this[typeof ROW][]> {
    return this.isEmpty ? [] : ((await this.load()) as this[typeof ROW][])
  }

  private narrow(where: object, isExcluded: boolean): this {
    this.assertUncut(isExcluded ? 'exclude' : 'filter')
    const { where: copied, shape } = shapeOf(this.entity.name, where)
    const filters = [...this.state.filters, { where: copied, isExcluded }]
    return this.copy((isExcluded ? 'not' : '') + shape, { filters })
  }

  private cut(change: { readonly offset?: number; readonly limit?: number }): this {
    const { offset, limit } = { ...this.state, ...change }
    return this.copy(shapeOfPage(limit, offset), change)
  }

  /** What tells the rows apart, to sort by where no order is given. */
  protected get keys(): readonly string[] {
    return this.table.metadata.primaryColumns.map(({ propertyPath }) => propertyPath)
  }

  private sorted(): this {
    if (this.state.order.length > 0) return this
    return this.copy('order key', { order: this.keys, isReversed: false })
  }

  // a slice is of the rows that are found, in their order
  private assertUncut(method: string): void {
    if (isCut(this.state)) throw new SliceIsLast(this.entity.name, method)
  }
}

function counted(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0) return value
  throw new BadSlice(name, value)
}
