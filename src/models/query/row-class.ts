import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { guard } from './row-guard'

type Constructor = new () => object

/** What rows that queries read are rows of, by their prototypes. */
const rowPrototypes = new WeakMap<object, EntityMetadata>()

/** A class whose instances are rows that a query read. */
export interface RowClass {
  readonly create: Constructor
  /** Relations that the constructor sets itself, as class fields do, and that hide what guards them. */
  readonly hidden: readonly string[]
}

/**
 * A subclass of the entity, of which nothing can be told but this: reading a relation that its query did not load
 * throws, where the property would be `undefined`.
 */
export function rowClassOf(metadata: EntityMetadata, loaded: readonly string[]): RowClass {
  const entity = metadata.target as Constructor
  const guarded = metadata.relations.filter(
    ({ propertyName, isLazy, embeddedMetadata }) =>
      !loaded.includes(propertyName) && !isLazy && embeddedMetadata === undefined
  )
  const Row = class extends entity {}
  rowPrototypes.set(Row.prototype, metadata)
  Object.defineProperty(Row, 'name', { value: metadata.name })
  Object.defineProperty(Row.prototype, 'constructor', {
    value: entity,
    writable: true,
    configurable: true
  })
  for (const { propertyName } of guarded) guard(Row.prototype, metadata.name, propertyName)
  const own = Object.keys(new Row())
  const hidden = guarded
    .map(({ propertyName }) => propertyName)
    .filter((name) => own.includes(name))
  return { create: Row, hidden }
}

/** The entity of a row that a query of ours has read, in the database that it was read from. */
export function readMetadataOf(row: object): EntityMetadata | undefined {
  const prototype = Object.getPrototypeOf(row) as object | null
  return prototype === null ? undefined : rowPrototypes.get(prototype)
}
