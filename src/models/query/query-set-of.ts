import type { EntityClass } from '../bound-models'
import { QuerySet } from './query-set'
import { EVERYTHING, type QueryState } from './query-state'

/** The query set of an entity: of the class that it names by `static querySet`, where it does. */
export function querySetOf<T extends object>(
  entity: EntityClass<T>,
  state: QueryState = EVERYTHING
): QuerySet<T> {
  const { querySet: Rows = QuerySet } = entity as { querySet?: typeof QuerySet }
  return new Rows<T>(entity, state)
}
