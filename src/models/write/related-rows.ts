import type { ObjectLiteral } from 'typeorm'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { UnusableField } from '../errors'
import { relationOf } from '../fields'
import type { Table } from '../query/plan-cache'
import { guard } from '../query/row-guard'
import type { QuerySet } from '../query/query-set'
import type { FieldName, Key, Scalar } from '../query/where'
import { tableOfRow } from './known-rows'
import { LinkedRows } from './linked-rows'
import { ReferringRows } from './referring-rows'
import type { Relatives } from './relatives'
import type { Values } from './values'

type Element<V> = Awaited<V> extends readonly (infer E)[] ? E : never

/** The names of relations to many rows. */
export type ToMany<T> = {
  [K in FieldName<T>]: [Element<T[K]>] extends [never]
    ? never
    : Element<T[K]> extends Scalar
      ? never
      : K
}[FieldName<T>]

/** What the rows of a relation are of. */
export type RelatedTo<T, K extends keyof T> = Element<T[K]> & object

/** A row of the other side: an object that has its key, or the key. */
export type RowOrKey<E> = E | Key | Partial<E>

/** The rows that a relation leads to from one row. */
export class RelatedRows<E extends object> {
  constructor(
    private readonly relatives: Relatives,
    private readonly forget: () => void
  ) {}

  /** A query set of them. */
  all(): QuerySet<E> {
    return this.relatives.all() as unknown as QuerySet<E>
  }

  /** Relate these rows too; those that are related already stay so. */
  add(...rows: readonly RowOrKey<E>[]): Promise<void> {
    return this.change(() => this.relatives.add(rows))
  }

  /** Relate these rows no more; the rows themselves stay. */
  remove(...rows: readonly RowOrKey<E>[]): Promise<void> {
    return this.change(() => this.relatives.remove(rows))
  }

  /** Relate these rows and no others; only what differs is written. */
  set(rows: readonly RowOrKey<E>[]): Promise<void> {
    return this.change(() => this.relatives.set(rows))
  }

  /** Relate no rows. */
  clear(): Promise<void> {
    return this.change(() => this.relatives.clear())
  }

  /** Insert a row that is related. */
  create(values: Values<E>): Promise<E> {
    return this.change(() => this.relatives.create(values)) as Promise<E>
  }

  private async change<R>(write: () => Promise<R>): Promise<R> {
    const result = await write()
    this.forget()
    return result
  }
}

/** The rows that the relation `name` leads to from `row`; a list that was loaded of them is forgotten with a change. */
export function relation<T extends object, K extends ToMany<T>>(
  row: T,
  name: K
): RelatedRows<RelatedTo<T, K>> {
  const table = tableOfRow(row)
  const found = relationOf(table.metadata, name)
  return new RelatedRows(relativesOf(table, row, found), () => forget(found, row))
}

function relativesOf(table: Table, row: object, found: RelationMetadata): Relatives {
  if (found.isManyToMany) return new LinkedRows(table, row, found)
  if (found.isOneToMany) return new ReferringRows(table, row, found)
  throw new UnusableField(
    table.metadata.name,
    found.propertyPath,
    'leads to one row',
    'Set the property, and save the row.'
  )
}

// it would be what was there before: reading it is an error until it is loaded again
function forget(
  { entityMetadata, propertyName, isLazy }: RelationMetadata,
  row: ObjectLiteral
): void {
  if (isLazy) {
    for (const kept of ['', 'has_', 'promise_']) delete row[`__${kept}${propertyName}__`]
  } else if (Object.hasOwn(row, propertyName)) {
    guard(row, entityMetadata.name, propertyName)
  }
}
