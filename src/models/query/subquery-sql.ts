import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { UnusableField } from '../errors'
import { within, type Binding, type Fragment } from './fragment'
import { EVERYTHING, type QueryState, type Source } from './query-state'
import type { Scope } from './scope'
import { SUBQUERY, type AsSubquery, type Subquery } from './subquery'

/** What is compared with the answers of a query. */
export interface Compared {
  readonly path: string
  /** The columns that a relation refers to; it is compared with these keys. */
  readonly columns?: readonly ColumnMetadata[] | undefined
}

/** The SELECT of a query that another one looks into: of its keys, or of its one value. */
export function subquerySql(
  scope: Scope,
  compared: Compared,
  query: AsSubquery,
  read: Binding
): Fragment {
  const toSource = (inner: AsSubquery): Source => {
    const member = inner[SUBQUERY]()
    assertInside(scope, compared, member)
    const kind = member.state.values === undefined ? 'keys' : 'values'
    return { kind, members: [member], isAll: true }
  }
  const source = toSource(query)
  assertComparable(scope, compared, source.members[0]!)
  // the inner query is read anew: another one of the same shape has other parameters
  const sourceOf = (outer: QueryState): QueryState => ({
    ...EVERYTHING,
    source: toSource(read(outer) as AsSubquery)
  })
  return within(scope.subqueries.source(source), sourceOf)
}

/** An error where the inner query is about another database. */
function assertInside({ metadata }: Scope, { path }: Compared, { entity, state }: Subquery): void {
  const { dataSource } = metadata
  const isHere = state.dataSource === undefined || state.dataSource === dataSource
  if (isHere && dataSource.hasMetadata(entity)) return
  const why = `was compared with a query of ${entity.name}, which is in another database`
  const hint = 'Await that query first, and give its keys: { in: [1, 2] }.'
  throw new UnusableField(metadata.name, path, why, hint)
}

function assertComparable(
  { metadata }: Scope,
  { path, columns }: Compared,
  { entity, state }: Subquery
): void {
  const { name, primaryColumns: keys } = metadata.dataSource.getMetadata(entity)
  const answers = state.values?.names.length ?? keys.length
  const isKey = columns === undefined || columns.every((column, index) => column === keys[index])
  const isFit = answers === (columns?.length ?? 1) && (state.values !== undefined || isKey)
  if (isFit) return
  const what = state.values === undefined ? `the key of ${name}` : `${answers} values for each row`
  throw new UnusableField(
    metadata.name,
    path,
    `was compared with a query that answers with ${what}`,
    "Ask it for the value to compare with: .valuesList('id')."
  )
}
