import type { ObjectLiteral } from 'typeorm'
import { managerOf, metadataOf, type EntityClass } from './bound-models'
import { namingViolations } from './constraints'
import { createRow, type Values } from './create-row'
import { primaryKey, setRelated } from './fields'
import { QuerySet } from './query-set'
import type { Where } from './where'

/** An entity that knows how to find, store and remove itself. */
export abstract class Model {
  /** All rows. */
  static all<T extends Model>(this: EntityClass<T>): QuerySet<T> {
    return QuerySet.of(this)
  }

  /** The rows whose fields have these values. */
  static filter<T extends Model>(this: EntityClass<T>, where: Where<T>): QuerySet<T> {
    return QuerySet.of(this).filter(where)
  }

  /** The only row with these values; an error where there is none (answered with 404), or more than one. */
  static async get<T extends Model>(this: EntityClass<T>, where: Where<T>): Promise<T> {
    return QuerySet.of(this).get(where)
  }

  /** Insert a row. */
  static async create<T extends Model>(this: EntityClass<T>, values: Values<T>): Promise<T> {
    return createRow(this, values)
  }

  /** How many rows have these values. */
  static async count<T extends Model>(
    this: EntityClass<T>,
    where: Where<T> = {} as Where<T>
  ): Promise<number> {
    return QuerySet.of(this).filter(where).count()
  }

  /** Insert or update this row, and what its relations cascade to. */
  async save(): Promise<this> {
    const entity = entityOf(this)
    return namingViolations(metadataOf(entity), () => managerOf(entity).save(this))
  }

  /** Delete this row; the object stays, without a key. */
  async delete(): Promise<this> {
    const entity = entityOf(this)
    primaryKey(metadataOf(entity), this)
    return managerOf(entity).remove(this)
  }

  /** Read this row again, with the relations that are loaded. */
  async refresh(): Promise<this> {
    const entity = entityOf(this)
    const metadata = metadataOf(entity)
    const loaded = metadata.relations.filter(
      (relation) => relation.getEntityValue(this) !== undefined
    )
    const fresh: ObjectLiteral = await QuerySet.of(entity)
      .with(...loaded.map(({ propertyPath }) => propertyPath))
      .get(primaryKey(metadata, this) as Where<this>)
    for (const column of metadata.columns.filter(({ isVirtual }) => !isVirtual)) {
      column.setEntityValue(this, column.getEntityValue(fresh))
    }
    for (const relation of loaded) setRelated(relation, this, relation.getEntityValue(fresh))
    return this
  }
}

function entityOf<T extends Model>(row: T): EntityClass<T> {
  return row.constructor as unknown as EntityClass<T>
}
