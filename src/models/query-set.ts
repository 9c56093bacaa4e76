import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import { managerOf, metadataOf, type EntityClass } from './bound-models'
import { BadSlice, RowNotFound, SeveralRows } from './errors'
import { keyColumns, unknownField } from './fields'
import { joinRelated, loadBranches, relatedTree } from './related'
import { addConditions, assertNoUndefined, type Where } from './where'

interface Query {
  readonly where: readonly object[]
  readonly order: readonly string[]
  readonly related: readonly string[]
  readonly offset: number
  readonly limit: number
}

/** Rows of an entity, described: each method returns a new description, and awaiting it runs the query. */
export class QuerySet<T extends object> implements PromiseLike<T[]> {
  private constructor(
    readonly entity: EntityClass<T>,
    private readonly query: Query
  ) {}

  /** All rows of `entity`. */
  static of<T extends object>(entity: EntityClass<T>): QuerySet<T> {
    return new QuerySet(entity, { where: [], order: [], related: [], offset: 0, limit: Infinity })
  }

  /** Only rows whose fields have these values. */
  filter(where: Where<T>): QuerySet<T> {
    assertNoUndefined(this.entity.name, where)
    return this.copy({ where: [...this.query.where, where] })
  }

  /** Sorted by these fields, instead of an earlier order; `-field` is downwards. */
  orderBy(...order: readonly string[]): QuerySet<T> {
    return this.copy({ order })
  }

  /** Load these relations too: `author`, `tags`, `author.company`. */
  with(...related: readonly string[]): QuerySet<T> {
    return this.copy({ related: [...this.query.related, ...related] })
  }

  /** At most so many rows. */
  limit(limit: number): QuerySet<T> {
    return this.copy({ limit: counted('limit', limit) })
  }

  /** Without the first so many rows. */
  offset(offset: number): QuerySet<T> {
    return this.copy({ offset: counted('offset', offset) })
  }

  /** The rows from `start` to before `end`, counted within this query set. */
  slice(start: number, end = Infinity): QuerySet<T> {
    const { offset, limit } = this.query
    if (end !== Infinity) counted('The end of a slice', end)
    if (end < counted('The start of a slice', start)) throw new BadSlice('The end of a slice', end)
    const left = Math.max(0, limit - start)
    return this.copy({ offset: offset + start, limit: Math.min(left, end - start) })
  }

  /** The only row; an error where there is none (answered with 404), or more than one. */
  async get(where?: Where<T>): Promise<T> {
    const found = where === undefined ? this : this.filter(where)
    const rows = await found.limit(Math.min(2, found.query.limit)).rows()
    if (rows.length === 1) return rows[0]!
    const fields = found.query.where.flatMap((fields) => Object.keys(fields)).join(', ')
    const lookup = fields === '' ? 'any values' : `this ${fields}`
    throw new (rows.length === 0 ? RowNotFound : SeveralRows)(this.entity.name, lookup)
  }

  /** The first row, in order of the key where no order was given. */
  async first(): Promise<T | undefined> {
    const { primaryColumns } = metadataOf(this.entity)
    const keys = primaryColumns.map(({ propertyPath }) => propertyPath)
    const sorted = this.query.order.length > 0 ? this : this.orderBy(...keys)
    const rows = await sorted.limit(Math.min(1, sorted.query.limit)).rows()
    return rows[0]
  }

  async exists(): Promise<boolean> {
    if (this.query.offset > 0 || this.query.limit === 0) return (await this.count()) > 0
    return this.select().getExists()
  }

  /** How many rows there are, counted by the database. */
  async count(): Promise<number> {
    const { offset, limit } = this.query
    const all = await this.select().getCount()
    return Math.min(Math.max(0, all - offset), limit)
  }

  /** The SQL that awaiting it runs, without the queries for relations to many rows. */
  toSql(): { readonly sql: string; readonly parameters: readonly unknown[] } {
    const [sql, parameters] = this.plan().builder.getQueryAndParameters()
    return { sql, parameters: parameters as unknown[] }
  }

  then<A = T[], B = never>(
    onRows?: ((rows: T[]) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null
  ): Promise<A | B> {
    return this.rows().then(onRows, onError)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    yield* await this.rows()
  }

  private async rows(): Promise<T[]> {
    if (this.query.limit === 0) return []
    const { builder, branches } = this.plan()
    const rows = await builder.getMany()
    if (rows.length > 0) await loadBranches(managerOf(this.entity), rows, branches)
    return rows
  }

  private plan(): { builder: SelectQueryBuilder<T>; branches: ReturnType<typeof joinRelated> } {
    const { related, order, offset, limit } = this.query
    const metadata = metadataOf(this.entity)
    const builder = this.select()
    const { alias } = builder
    const branches = joinRelated(builder, alias, metadata, relatedTree(related))
    for (const name of order) this.sort(builder, name)
    // relations to one row are all that is joined, so that rows are what is counted
    if (limit !== Infinity) builder.limit(limit)
    if (offset > 0) builder.offset(offset)
    return { builder, branches }
  }

  private select(): SelectQueryBuilder<T> {
    const manager = managerOf(this.entity)
    const builder = manager.createQueryBuilder(this.entity as never, metadataOf(this.entity).name)
    addConditions(builder as SelectQueryBuilder<ObjectLiteral>, builder.alias, this.query.where)
    return builder as SelectQueryBuilder<T>
  }

  private sort(builder: SelectQueryBuilder<T>, name: string): void {
    const metadata = metadataOf(this.entity)
    const path = name.replace(/^-/, '')
    const relation = metadata.findRelationWithPropertyPath(path)
    const column = metadata.findColumnWithPropertyPath(path)
    const columns = relation === undefined ? column && [column] : keyColumns(relation)
    if (columns === undefined) throw unknownField(metadata, path)
    for (const { propertyPath } of columns) {
      builder.addOrderBy(`${builder.alias}.${propertyPath}`, path === name ? 'ASC' : 'DESC')
    }
  }

  private copy(change: Partial<Query>): QuerySet<T> {
    return new QuerySet(this.entity, { ...this.query, ...change })
  }
}

/** The rows of any entity, also of one that is not a `Model`. */
export function query<T extends object>(entity: EntityClass<T>): QuerySet<T> {
  return QuerySet.of(entity)
}

function counted(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0) return value
  throw new BadSlice(name, value)
}
