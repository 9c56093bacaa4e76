import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { UndefinedLookup } from './errors'
import { keyColumns, keyOf, unknownField } from './fields'

/** What identifies a row. */
export type Key = string | number | bigint

type Scalar = Key | boolean | Date | Uint8Array | null | undefined
type Method = (...args: never[]) => unknown

type Lookup<V> = V extends Scalar
  ? V
  : V extends Promise<infer R>
    ? Lookup<R>
    : V extends readonly (infer E)[]
      ? E extends Scalar
        ? V
        : never
      : V extends object
        ? Key | Partial<V>
        : never

/** Values that fields must be equal to; a relation is given by its key or as an object, `null` is no value. */
export type Where<T> = {
  readonly [K in keyof T as T[K] extends Method ? never : K]?: Lookup<T[K]>
}

interface Condition {
  readonly column: ColumnMetadata
  readonly value: unknown
}

/** A lookup is checked where it is written: `undefined` would find any row. */
export function assertNoUndefined(entity: string, where: object): void {
  for (const [name, value] of Object.entries(where)) {
    if (value === undefined) throw new UndefinedLookup(entity, name)
  }
}

/** Add the conditions of `where` to a query on the table `alias`. */
export function addConditions<T extends ObjectLiteral>(
  builder: SelectQueryBuilder<T>,
  alias: string,
  wheres: readonly object[]
): void {
  const { metadata } = builder.expressionMap.mainAlias!
  const conditions = wheres.flatMap((where) => conditionsOf(metadata, where))
  conditions.forEach(({ column, value }, index) => {
    const expression = `${builder.escape(alias)}.${builder.escape(column.databaseName)}`
    if (value === null) builder.andWhere(`${expression} IS NULL`)
    else builder.andWhere(`${expression} = :w${index}`, { [`w${index}`]: value })
  })
}

function conditionsOf(metadata: EntityMetadata, where: object, prefix = ''): Condition[] {
  return Object.entries(where).flatMap(([name, value]: [string, unknown]) => {
    const path = prefix + name
    if (value === undefined) throw new UndefinedLookup(metadata.name, path)
    const relation = metadata.findRelationWithPropertyPath(path)
    if (relation !== undefined) {
      return keyColumns(relation).map((column) =>
        condition(column, keyOf(relation, column, value), column.referencedColumn)
      )
    }
    const column = metadata.findColumnWithPropertyPath(path)
    if (column !== undefined) return [condition(column, value)]
    const embedded = metadata.findEmbeddedWithPropertyPath(path)
    if (embedded === undefined || typeof value !== 'object' || value === null) {
      throw unknownField(metadata, path)
    }
    return conditionsOf(metadata, value, `${path}.`)
  })
}

function condition(column: ColumnMetadata, value: unknown, type = column): Condition {
  const { driver } = column.entityMetadata.dataSource
  return { column, value: driver.preparePersistentValue(value, type) as unknown }
}
