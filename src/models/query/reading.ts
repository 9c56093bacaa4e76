import type { QueryState, ValueNames } from './query-state'

/** `query`, of whose rows these values are read. */
export function reading(
  query: QueryState,
  names: readonly string[],
  form: ValueNames['form']
): QueryState {
  const shape = `${query.shape};values ${form} ${JSON.stringify(names)}`
  return { ...query, shape, values: { names, form } }
}
