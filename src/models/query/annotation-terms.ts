import type { ObjectLiteral } from 'typeorm'
import { nameTaken } from './annotate'
import { selected, valueAt } from './column-value'
import { sql, type Fragment } from './fragment'
import type { Hydrate } from './hydrator'
import type { QueryState } from './query-state'
import type { Scope } from './scope'
import type { Selection } from './selection'
import type { Value } from './value'

/** An annotation that is read with the row. */
export interface ReadAnnotation extends Pick<Value, 'convert'> {
  readonly name: string
  /** What it is called in the rows of the answer. */
  readonly alias: string
  /** What stands between SELECT and FROM. */
  readonly term: Fragment
}

/** What a query reads besides the columns of its entity. */
export function readAnnotations(
  scope: Scope,
  { annotations }: QueryState,
  { metadata, joined, branches }: Selection
): ReadAnnotation[] {
  const loaded = [...joined, ...branches].find(({ relation }) =>
    Object.hasOwn(annotations, relation.propertyPath)
  )
  if (loaded !== undefined) {
    throw nameTaken(metadata.name, loaded.relation.propertyPath, 'is a relation that it loads')
  }
  return Object.keys(annotations).map((name, index) => {
    const value = valueAt(scope, name)
    const alias = `a${index}`
    const term = sql`${selected(value, scope.dialect)} AS ${alias}`
    return { name, alias, term, convert: value.convert }
  })
}

/** `hydrate`, which puts annotations on the entities that it makes. */
export function withAnnotations(hydrate: Hydrate, annotations: readonly ReadAnnotation[]): Hydrate {
  if (annotations.length === 0) return hydrate
  return (rows) => {
    const entities: ObjectLiteral[] = hydrate(rows)
    for (const { name, alias, convert } of annotations) {
      rows.forEach((row, index) => {
        const value: unknown = row[alias]
        entities[index]![name] = convert === undefined ? value : convert(value)
      })
    }
    return entities
  }
}
