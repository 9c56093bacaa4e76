import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { isPlainObject } from './plain-object'
import type { QueryState } from './query-state'
import { shapeOf } from './shape'

/** What has to be true of a key. */
export type KeyWhere = Record<string, unknown>

/** `value` as what is wanted of a column: of `position.page`, `{ position: { page: value } }`. */
export function whereOf({ propertyPath }: ColumnMetadata, value: unknown): KeyWhere {
  const names = propertyPath.split('.')
  return names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as KeyWhere
}

/** What is wanted of several columns, as one. */
export function merged(wheres: readonly KeyWhere[]): KeyWhere {
  const all: KeyWhere = {}
  for (const where of wheres) {
    for (const [name, value] of Object.entries(where)) {
      const known = all[name]
      const areBoth = isPlainObject(known) && isPlainObject(value)
      all[name] = areBoth ? merged([known, value]) : value
    }
  }
  return all
}

/** The rows of `query` that meet one more condition, all of them in no order; what is to change besides has to be told. */
export function narrowed(query: QueryState, entity: string, where: KeyWhere): QueryState {
  const { where: copied, shape } = shapeOf(entity, where)
  return {
    ...query,
    shape: `${query.shape};uncut${shape}`,
    filters: [...query.filters, { where: copied, isExcluded: false }],
    order: [],
    isReversed: false,
    offset: 0,
    limit: Infinity
  }
}

/** Rows as texts of their keys. */
export function keyText(key: readonly unknown[]): string {
  return key.map(String).join('\0')
}
