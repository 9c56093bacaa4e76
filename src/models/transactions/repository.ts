import type { ObjectLiteral, Repository } from 'typeorm'
import { managerOf, type EntityClass } from '../bound-models'

/** TypeORM's repository of an entity, in the transaction around the caller: ask for it inside, do not keep it. */
export function repository<T extends ObjectLiteral>(entity: EntityClass<T>): Repository<T> {
  return managerOf(entity).getRepository<T>(entity as never)
}
