import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { Expression } from '../query/expression'
import type { QueryState } from '../query/query-state'
import { isPlainObject } from '../query/plain-object'
import { isQuery } from '../query/subquery'

/** The values that a new row needs to be among those of a query: what its filters say by equality. */
export function filteredValues(
  metadata: EntityMetadata,
  { filters }: QueryState
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { where, isExcluded } of filters) {
    if (isExcluded) continue
    for (const [name, value] of Object.entries(where) as [string, unknown][]) {
      const isField =
        metadata.findRelationWithPropertyPath(name) !== undefined ||
        metadata.findColumnWithPropertyPath(name) !== undefined
      if (isField && isValue(value)) values[name] = value
    }
  }
  return values
}

function isValue(value: unknown): boolean {
  return !isPlainObject(value) && !Array.isArray(value) && !isOfQueries(value)
}

function isOfQueries(value: unknown): boolean {
  return value instanceof Expression || isQuery(value)
}
