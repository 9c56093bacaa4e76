import type { EntityClass } from '../bound-models'
import { BadUnion } from '../errors'
import { EVERYTHING, type QueryState, type Source, type SourceMember } from './query-state'
import { shapeOfName } from './shape-name'
import { shapeOfQuery } from './subquery'

/** How rows of several queries become one. */
export interface UnionOptions {
  /** Keep rows that several queries find as often as they find them. */
  readonly all?: boolean
}

/** A query, as far as it is part of another one. */
export interface UnionMember {
  readonly entity: EntityClass
  readonly state: QueryState
}

/** The rows of all these queries, the first of which says what is read of them. */
export function unionOf(
  first: UnionMember,
  others: readonly UnionMember[],
  { all = false }: UnionOptions
): QueryState {
  const members = [first, ...others].map((member) => inFormOf(first, member))
  const there = members.filter(({ state }) => !state.isNone && state.limit > 0)
  if (there.length === 0)
    return { ...first.state, shape: `${first.state.shape};none`, isNone: true }
  return fromSource(first, there, all)
}

/** The rows that a query answers, as rows of a new query. */
export function fromQuery(query: UnionMember): QueryState {
  return fromSource(query, [query], true)
}

/** The rows of `members`; values if they are that, else entities that are read as `first` reads them. */
function fromSource(
  { state: first }: UnionMember,
  members: readonly SourceMember[],
  isAll: boolean
): QueryState {
  const { values, related, only, annotations, dataSource } = first
  const kind = values === undefined ? 'keys' : 'values'
  const source: Source = { kind, members, isAll }
  const query: QueryState = { ...EVERYTHING, shape: shapeOf(first, source), source, dataSource }
  if (values !== undefined) return { ...query, values }
  // which rows those are, the members say
  const isAllowed = members.every(({ state }) => isNarrowed(state))
  return { ...query, related, only, annotations, isWithDeleted: true, isAll: isAllowed }
}

function isNarrowed({ isAll, filters, source, limit, offset }: QueryState): boolean {
  return isAll || filters.length > 0 || source !== undefined || limit < Infinity || offset > 0
}

function shapeOf(first: QueryState, { isAll, members }: Source): string {
  const shapes = [shapeOfName(first.shape), ...members.map(shapeOfQuery)]
  return `union ${String(isAll)} ${shapes.join(' ')}`
}

/** `member`, whose values are in the order that those of `first` have. */
function inFormOf(first: UnionMember, member: UnionMember): SourceMember {
  const { entity, state } = member
  const { entity: own, state: model } = first
  if (state.dataSource !== model.dataSource) {
    throw new BadUnion(
      `Queries of ${own.name} and ${entity.name} are united, and ask different databases`,
      'Call .using(…) on each of them, with one data source.'
    )
  }
  const { values } = model
  const names = values?.names ?? []
  const theirs = state.values?.names ?? []
  const isSame =
    values === undefined || values.form === 'object'
      ? names.length === theirs.length && names.every((name) => theirs.includes(name))
      : names.length === theirs.length
  if (values?.form !== state.values?.form || !isSame) {
    throw new BadUnion(
      `Queries of ${own.name} and ${entity.name} are united, and read different values`,
      'Give both the same names: .values(…).'
    )
  }
  if (values !== undefined) {
    const isOrdered = values.form !== 'object' || names.every((name, at) => name === theirs[at])
    if (isOrdered) return { entity, state }
    return {
      entity,
      state: { ...state, shape: `${state.shape};as ${JSON.stringify(names)}`, values }
    }
  }
  if (entity === own) return { entity, state }
  throw new BadUnion(
    `Queries of ${own.name} and ${entity.name} are united, which are different entities`,
    'Read values of the same names: .values(…).'
  )
}
