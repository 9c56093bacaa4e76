import type { ObjectLiteral } from 'typeorm'
import { dataSourceOf, type EntityClass } from './bound-models'
import { primaryKey, setRelated } from './fields'
import { QuerySet } from './query/query-set'
import { tableOf } from './query/plan-cache'
import { querySetOf } from './query/query-set-of'
import type { Where } from './query/where'
import type { BulkOptions } from './write/conflict'
import { createRow } from './write/create-row'
import { deleteRow } from './write/delete-row'
import { tableOfRow } from './write/known-rows'
import { relation, type RelatedRows, type RelatedTo, type ToMany } from './write/related-rows'
import { saveRow } from './write/save-row'
import { markRow } from './write/soft-delete'
import type { SaveOptions, Values } from './write/values'

/** A class of models; it may name a query set of its own. */
type ModelClass = EntityClass<Model>
type Row<C> = C extends abstract new (...args: never[]) => infer T ? T : never

/** The query sets of a class of models: `static querySet`, where it has one. */
type QuerySetOf<C> = C extends { readonly querySet: { readonly prototype: infer Q } }
  ? Q
  : QuerySet<Row<C> & object>

/** A class to extend, on which every method of the query set `Q` is a method of the class too. */
type ModelWith<Q> = typeof Model & { readonly querySet: Q } & OwnMethods<
    Q extends { readonly prototype: infer P } ? P : never
  >

type OwnMethods<P> = { readonly [K in Exclude<keyof P, keyof QuerySet<object>>]: P[K] }

/** An entity that knows how to find, store and remove itself. */
export abstract class Model {
  /**
   * The class to extend by models that have a query set of their own: its methods start on the model,
   * `Article.published().popular()`.
   */
  static withQuerySet<const Q>(querySet: Q): ModelWith<Q> {
    return modelWith(querySet as unknown as typeof QuerySet) as unknown as ModelWith<Q>
  }

  /** All rows. */
  static all<C extends ModelClass>(this: C): QuerySetOf<C> {
    return querySetOf(this).all() as QuerySetOf<C>
  }

  /** The rows that meet these conditions. */
  static filter<C extends ModelClass>(this: C, where: Where<Row<C>>): QuerySetOf<C> {
    return querySetOf(this).filter(where as Where<Model>) as QuerySetOf<C>
  }

  /** The rows that do not meet these conditions. */
  static exclude<C extends ModelClass>(this: C, where: Where<Row<C>>): QuerySetOf<C> {
    return querySetOf(this).exclude(where as Where<Model>) as QuerySetOf<C>
  }

  /** The only row that meets these conditions; an error where there is none (answered with 404), or more than one. */
  static get<C extends ModelClass>(this: C, where: Where<Row<C>>): Promise<Row<C>> {
    return querySetOf(this).get(where as Where<Model>) as Promise<Row<C>>
  }

  /** Insert a row. */
  static async create<T extends Model>(this: EntityClass<T>, values: Values<T>): Promise<T> {
    return createRow(tableOf(dataSourceOf(this), this), values)
  }

  /** Insert many rows with few statements, in one transaction, and answer with those that were stored. */
  static async bulkCreate<T extends Model>(
    this: EntityClass<T>,
    rows: readonly Values<T>[],
    options: BulkOptions<T> = {}
  ): Promise<T[]> {
    return querySetOf(this).bulkCreate(rows, options)
  }

  /** The row with these values, and whether it had to be created: `[row, isCreated]`. */
  static async getOrCreate<T extends Model>(
    this: EntityClass<T>,
    where: Values<T>,
    defaults: Values<T> = {}
  ): Promise<[T, boolean]> {
    return querySetOf(this).getOrCreate(where, defaults)
  }

  /** Change the row with these values, or create it: `[row, isCreated]`. */
  static async updateOrCreate<T extends Model>(
    this: EntityClass<T>,
    where: Values<T>,
    values: Values<T>
  ): Promise<[T, boolean]> {
    return querySetOf(this).updateOrCreate(where, values)
  }

  /** How many rows meet these conditions. */
  static async count<C extends ModelClass>(this: C, where?: Where<Row<C>>): Promise<number> {
    const rows = querySetOf(this)
    return (where === undefined ? rows : rows.filter(where as Where<Model>)).count()
  }

  /** Insert or update this row, or these fields of it alone, and what its relations cascade to. */
  async save<T extends Model>(this: T, { only }: SaveOptions<T> = {}): Promise<T> {
    await saveRow(tableOfRow(this), this, only)
    return this
  }

  /** Delete this row; the object stays, without a key. */
  async delete(): Promise<this> {
    await deleteRow(tableOfRow(this), this)
    return this
  }

  /** Mark this row as deleted, in the column that `@DeleteDateColumn()` declares. */
  async softDelete(): Promise<this> {
    await markRow(tableOfRow(this), this, 'SoftRemove')
    return this
  }

  /** Take the mark of a deleted row from it. */
  async restore(): Promise<this> {
    await markRow(tableOfRow(this), this, 'Recover')
    return this
  }

  /** The rows that a relation to many leads to, to be added and removed: `article.related('tags').add(tag)`. */
  related<T extends Model, K extends ToMany<T>>(this: T, name: K): RelatedRows<RelatedTo<T, K>> {
    return relation(this, name)
  }

  /** Read this row again, with the relations that are loaded. */
  async refresh(): Promise<this> {
    const { dataSource, metadata } = tableOfRow(this)
    const loaded = metadata.relations.filter(({ propertyName }) =>
      Object.hasOwn(this, propertyName)
    )
    const fresh: ObjectLiteral = await new QuerySet<Model>(metadata.target as ModelClass)
      .using(dataSource)
      .withDeleted()
      .with(...(loaded.map(({ propertyPath }) => propertyPath) as never[]))
      .get(primaryKey(metadata, this) as Where<Model>)
    for (const column of metadata.columns.filter(({ isVirtual }) => !isVirtual)) {
      column.setEntityValue(this, column.getEntityValue(fresh))
    }
    for (const relation of loaded) setRelated(relation, this, relation.getEntityValue(fresh))
    return this
  }
}

function modelWith(querySet: typeof QuerySet): typeof Model {
  abstract class ModelWithQuerySet extends Model {
    static readonly querySet = querySet
  }
  for (const name of methodNames(querySet.prototype)) {
    Object.defineProperty(ModelWithQuerySet, name, {
      value(this: ModelClass, ...args: readonly unknown[]) {
        const rows = querySetOf(this) as unknown as Record<string, (...args: unknown[]) => unknown>
        return rows[name]!(...args)
      }
    })
  }
  return ModelWithQuerySet
}

/** The methods that a query set adds to `QuerySet`. */
function methodNames(prototype: object): string[] {
  if (prototype === QuerySet.prototype) return []
  const own = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor')
  return [...own, ...methodNames(Object.getPrototypeOf(prototype) as object)]
}
