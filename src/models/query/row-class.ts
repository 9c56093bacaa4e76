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
  /** The constructor does nothing, so that a row needs the prototype alone. */
  readonly isPassive: boolean
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
  const own = Reflect.ownKeys(new Row())
  const hidden = guarded
    .map(({ propertyName }) => propertyName)
    .filter((name) => own.includes(name))
  return { create: Row, hidden, isPassive: own.length === 0 && hasNoConstructor(entity) }
}

// fields that are private leave no other trace
const CONSTRUCTOR = /\bconstructor\b|#/

function hasNoConstructor(entity: object | null): boolean {
  if (entity === null || entity === Function.prototype) return true
  const source = Function.prototype.toString.call(entity)
  const isClass = source.startsWith('class')
  return (
    isClass &&
    !CONSTRUCTOR.test(source) &&
    hasNoConstructor(Object.getPrototypeOf(entity) as object | null)
  )
}

/** Whether the query that read `row` has loaded its relation `name`. */
export function hasLoaded(row: object, name: string): boolean {
  const prototype = Object.getPrototypeOf(row) as object
  return rowPrototypes.has(prototype) && !Object.hasOwn(prototype, name)
}

/** The entity of a row that a query of ours has read, in the database that it was read from. */
export function readMetadataOf(row: object): EntityMetadata | undefined {
  const prototype = Object.getPrototypeOf(row) as object | null
  return prototype === null ? undefined : rowPrototypes.get(prototype)
}
