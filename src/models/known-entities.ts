import { getMetadataArgsStorage } from 'typeorm'

/** Whether any class has been decorated as an entity so far. */
export function hasEntities(): boolean {
  return getMetadataArgsStorage().tables.length > 0
}
