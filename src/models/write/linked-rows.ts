import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import type { EntityClass } from '../bound-models'
import { tableOf, type Table } from '../query/plan-cache'
import type { QuerySet } from '../query/query-set'
import { querySetOf } from '../query/query-set-of'
import { EVERYTHING } from '../query/query-state'
import { shapeOfRelation } from '../query/relation-shape'
import { atomic } from '../transactions/atomic'
import { createRow } from './create-row'
import { Junction, type KeyValues } from './junction'
import { differenceOf, relatedKeys } from './related-keys'
import type { Relatives } from './relatives'

const KEYS_PER_STATEMENT = 1_000

/** The rows of a many-to-many relation: a table between tells which they are. */
export class LinkedRows implements Relatives {
  private readonly junction: Junction

  constructor(
    private readonly table: Table,
    row: object,
    private readonly relation: RelationMetadata
  ) {
    this.junction = new Junction(table, row, relation)
  }

  all(): QuerySet<object> {
    const { relation, junction, table } = this
    const { inverseEntityMetadata } = relation
    return querySetOf(inverseEntityMetadata.target as EntityClass, {
      ...EVERYTHING,
      shape: shapeOfRelation(relation),
      link: { relation, keys: [junction.key] },
      dataSource: table.dataSource
    })
  }

  add(rows: readonly unknown[]): Promise<void> {
    return this.inBatches(this.keysOf(rows), (keys) => this.junction.insert(keys))
  }

  remove(rows: readonly unknown[]): Promise<void> {
    return this.inBatches(this.keysOf(rows), (keys) => this.junction.delete(keys))
  }

  set(rows: readonly unknown[]): Promise<void> {
    const { junction } = this
    const wanted = this.keysOf(rows)
    return this.together(async () => {
      const { left, right } = differenceOf(await junction.keys(), wanted)
      await this.inBatches(left, (keys) => junction.delete(keys))
      await this.inBatches(right, (keys) => junction.insert(keys))
    })
  }

  clear(): Promise<void> {
    return this.junction.clear()
  }

  create(values: object): Promise<object> {
    const { inverseEntityMetadata: other } = this.relation
    const table = tableOf(this.table.dataSource, other.target as EntityClass)
    return this.together(async () => {
      const row = await createRow<object>(table, values)
      await this.add([row])
      return row
    })
  }

  private keysOf(rows: readonly unknown[]): KeyValues[] {
    return relatedKeys(this.relation.inverseEntityMetadata, this.junction.referenced, rows)
  }

  private async inBatches(
    keys: readonly KeyValues[],
    work: (batch: readonly KeyValues[]) => Promise<void>
  ): Promise<void> {
    if (keys.length <= KEYS_PER_STATEMENT) return keys.length === 0 ? undefined : work(keys)
    await this.together(async () => {
      for (let start = 0; start < keys.length; start += KEYS_PER_STATEMENT) {
        await work(keys.slice(start, start + KEYS_PER_STATEMENT))
      }
    })
  }

  private together<R>(work: () => Promise<R>): Promise<R> {
    return atomic(work, { dataSource: this.table.dataSource })
  }
}
