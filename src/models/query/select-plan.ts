import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { readAnnotations, withAnnotations, type ReadAnnotation } from './annotation-terms'
import type { Dialect } from './dialects/dialect'
import { joinFragments, sql, toStatement, type Fragment, type Statement } from './fragment'
import { compileHydrator, type Hydrate } from './hydrator'
import { linkTo, type LinkKey } from './link'
import { orderClause } from './order-clause'
import { pageClause } from './page-clause'
import type { QueryState } from './query-state'
import { readTree } from './read-tree'
import { rowsOf } from './rows'
import { Selector, type Selection } from './selection'
import { fromClause, writeSource } from './source-text'
import { whereClause } from './where-clause'

/** A part of the key of the row that a link came from, as it is found in a row of the answer. */
interface ReadLinkKey {
  readonly name: string
  readonly convert: LinkKey['convert']
}

/** A query that is ready to run, whatever its parameters. */
export interface SelectPlan extends Statement {
  readonly hydrate: Hydrate
  readonly selection: Selection
  /** Under which names an answer has the key of the row that a link came from. */
  readonly linkKeys: readonly ReadLinkKey[]
}

/** A SELECT that is written, and what it reads. */
export interface SelectText extends Pick<SelectPlan, 'selection' | 'linkKeys'> {
  readonly text: Fragment
  readonly annotations: readonly ReadAnnotation[]
}

/** Write the SELECT of a query set, and what makes entities of its rows. */
export function compileSelect(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): SelectPlan {
  const { text, selection, linkKeys, annotations } = writeSelect(metadata, dialect, query)
  const statement = toStatement(text, dialect.placeholder)
  const hydrate = withAnnotations(compileHydrator(selection), annotations)
  return { ...statement, selection, linkKeys, hydrate }
}

/** The SELECT of a query set. */
export function writeSelect(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState
): SelectText {
  const { rows } = rowsOf(metadata, dialect, query, writeSource)
  const selector = new Selector()
  const selection = selector.select(rows, query.read ?? readTree(query.related, query.only))
  const link = query.link === undefined ? undefined : linkTo(rows, query.link)
  const linkKeys = (link?.keys ?? []).map(({ term, convert }) => ({
    name: selector.term(term),
    convert
  }))
  const annotations = readAnnotations(rows, query, selection)
  const terms = [sql`${selector.terms.join(', ')}`, ...annotations.map(({ term }) => term)]
  const where = whereClause(rows, query, link?.condition)
  const order = orderClause(
    rows,
    query,
    (path) => annotations.find(({ name }) => name === path)?.alias
  )
  // with their keys, no two rows are equal
  const isDistinct = query.isDistinct && metadata.primaryColumns.length === 0
  const lock = query.lock === undefined ? '' : (dialect.lock(query.lock) ?? '')
  const start = sql`SELECT ${isDistinct ? 'DISTINCT ' : ''}${joinFragments(terms, ', ')} FROM ${fromClause(rows, query)}`
  const text = sql`${start}${where}${order}${pageClause(dialect, query)}${lock}`
  return { text, selection, linkKeys, annotations }
}
