import type { DataSource, EntityManager } from 'typeorm'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { NuagesError } from '../errors'
import { currentManager } from './transactions/current'

/** A class that TypeORM maps to a table; it may be abstract, as the base of an inheritance is. */
export type EntityClass<T extends object = object> = abstract new (...args: never[]) => T

const dataSources = new WeakMap<object, readonly DataSource[]>()
let bound: readonly DataSource[] = []

/** Let every entity of `dataSource` query it; of several open databases with one entity the last one counts. */
export function bindModels(dataSource: DataSource): void {
  bound = [...openDataSources().filter((other) => other !== dataSource), dataSource]
  for (const { target } of dataSource.entityMetadatas) {
    if (typeof target !== 'function') continue
    const others = (dataSources.get(target) ?? []).filter((other) => other.isInitialized)
    dataSources.set(target, [...others.filter((other) => other !== dataSource), dataSource])
  }
}

/** The databases that are open, in the order in which they were opened. */
export function openDataSources(): readonly DataSource[] {
  return bound.filter(({ isInitialized }) => isInitialized)
}

/** The database that an entity lives in. */
export function dataSourceOf(entity: EntityClass): DataSource {
  const dataSource = dataSources.get(entity)?.findLast(({ isInitialized }) => isInitialized)
  if (dataSource !== undefined) return dataSource
  throw new NuagesError(
    'MODEL_NO_DATABASE',
    `${entity.name} was used, and no open database has it among its entities.`,
    'Await openDatabase() first, or start the application with `database`; check that the class is decorated with @Entity() and was loaded by then.'
  )
}

/** What runs the queries of an entity: the transaction around the caller, where there is one. */
export function managerOf(entity: EntityClass): EntityManager {
  return currentManager(dataSourceOf(entity))
}

/** TypeORM's description of an entity. */
export function metadataOf(entity: EntityClass): EntityMetadata {
  return dataSourceOf(entity).getMetadata(entity)
}
