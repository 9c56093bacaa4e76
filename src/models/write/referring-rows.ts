import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import type { EntityClass } from '../bound-models'
import { RowNotFound, UnusableField } from '../errors'
import { setRelated } from '../fields'
import { tableOf, type Table } from '../query/plan-cache'
import type { QuerySet } from '../query/query-set'
import { querySetOf } from '../query/query-set-of'
import { atomic } from '../transactions/atomic'
import { createRow } from './create-row'
import { differenceOf, keyIn, relatedKeys } from './related-keys'
import type { Relatives } from './relatives'

// SQLite reads no longer chain of alternatives
const KEYS_PER_STATEMENT = 500

/** The rows of a one-to-many relation: each of them refers to the one row. */
export class ReferringRows implements Relatives {
  private readonly other: Table
  /** The side of the rows that refer. */
  private readonly inverse: RelationMetadata

  constructor(
    table: Table,
    private readonly row: object,
    private readonly relation: RelationMetadata
  ) {
    const { inverseEntityMetadata, inverseRelation } = relation
    this.other = tableOf(table.dataSource, inverseEntityMetadata.target as EntityClass)
    this.inverse = inverseRelation!
    const referenced = this.inverse.joinColumns.map(({ referencedColumn }) => referencedColumn!)
    keyIn(table.metadata.name, referenced, row)
  }

  all(): QuerySet<object> {
    return this.rows.filter({ [this.inverse.propertyPath]: this.row })
  }

  async add(rows: readonly unknown[]): Promise<void> {
    await this.addKeys(this.keysOf(rows))
    for (const row of rows) {
      if (typeof row === 'object') setRelated(this.inverse, row as object, this.row)
    }
  }

  async remove(rows: readonly unknown[]): Promise<void> {
    this.assertNullable()
    await this.removeKeys(this.keysOf(rows))
  }

  set(rows: readonly unknown[]): Promise<void> {
    const wanted = this.keysOf(rows)
    return this.together(async () => {
      const known = await this.all()
      const { left, right } = differenceOf(this.keysOf(known), wanted)
      if (left.length > 0) this.assertNullable()
      await this.removeKeys(left)
      await this.addKeys(right)
    })
  }

  async clear(): Promise<void> {
    this.assertNullable()
    await this.all().update({ [this.inverse.propertyPath]: null })
  }

  create(values: object): Promise<object> {
    return createRow<object>(this.other, { ...values, [this.inverse.propertyPath]: this.row })
  }

  private async addKeys(keys: readonly unknown[][]): Promise<void> {
    if (keys.length === 0) return
    await this.together(async () => {
      const count = await this.update(this.rows, keys, this.row)
      if (count < keys.length) throw new RowNotFound(this.other.metadata.name, 'one of these keys')
    })
  }

  private async removeKeys(keys: readonly unknown[][]): Promise<void> {
    if (keys.length > 0) await this.together(() => this.update(this.all(), keys, null))
  }

  /** Let those of `rows` that have these keys refer to `row`, and count them. */
  private async update(
    rows: QuerySet<object>,
    keys: readonly unknown[][],
    row: object | null
  ): Promise<number> {
    let count = 0
    for (let start = 0; start < keys.length; start += KEYS_PER_STATEMENT) {
      const some = this.withKeys(rows, keys.slice(start, start + KEYS_PER_STATEMENT))
      count += await some.update({ [this.inverse.propertyPath]: row })
    }
    return count
  }

  private withKeys(rows: QuerySet<object>, keys: readonly unknown[][]): QuerySet<object> {
    const [column, ...others] = this.other.metadata.primaryColumns
    if (others.length === 0) {
      return rows.filter({ [column!.propertyPath]: { in: keys.map(([key]) => key) } })
    }
    const names = [column!, ...others].map(({ propertyPath }) => propertyPath)
    const alternatives = keys.map((key) =>
      Object.fromEntries(names.map((name, index) => [name, key[index]]))
    )
    return rows.filter({ or: alternatives } as never)
  }

  private keysOf(rows: readonly unknown[]): unknown[][] {
    const { metadata } = this.other
    return relatedKeys(metadata, metadata.primaryColumns, rows)
  }

  private get rows(): QuerySet<object> {
    const { dataSource, metadata } = this.other
    return querySetOf(metadata.target as EntityClass)
      .using(dataSource)
      .withDeleted()
  }

  private assertNullable(): void {
    const { entityMetadata, propertyPath, isNullable } = this.inverse
    if (isNullable) return
    const { name } = entityMetadata
    const why = `is not nullable: no ${name} can be without it`
    const hint = `Delete the rows, or add them to another ${this.relation.entityMetadata.name}.`
    throw new UnusableField(name, propertyPath, why, hint)
  }

  private together<R>(work: () => Promise<R>): Promise<R> {
    return atomic(work, { dataSource: this.other.dataSource })
  }
}
