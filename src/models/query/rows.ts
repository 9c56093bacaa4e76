import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { BadAnnotation, UnknownField } from '../errors'
import { fieldNames } from '../fields'
import { nameTaken } from './annotate'
import { groupAggregate, rowAggregate, type SameRows } from './aggregate-sql'
import { valueAt } from './column-value'
import type { Dialect } from './dialects/dialect'
import type { AggregateNode, ExpressionNode } from './expression'
import { toValue } from './expression-sql'
import { Fragment } from './fragment'
import { linkCondition } from './link'
import type { Annotations, Groups, QueryState, Source } from './query-state'
import { Scope } from './scope'
import type { Names, Subqueries, Value } from './value'
import { rowConditions } from './where-clause'

/** The tables of a query, and what has a name in it. */
export interface Rows {
  readonly rows: Scope
  /** What filters are about that were added after the rows were grouped: also of names that only groups have. */
  readonly late: Scope
  /** What is read, and sorted by: the groups of a query that groups its rows. */
  readonly read: Scope
}

/** Writes what the members of a source answer, and tells its columns where those are values. */
export type WriteSource = (metadata: EntityMetadata, dialect: Dialect, source: Source) => SourceText

export interface SourceText {
  readonly text: Fragment
  /** What the source has columns for, by name; in the order c0, c1, … */
  readonly columns: readonly (readonly [name: string, value: Value])[]
}

/** The tables and names of `query`. */
export function rowsOf(
  metadata: EntityMetadata,
  dialect: Dialect,
  query: QueryState,
  writeSource: WriteSource
): Rows {
  const subqueries: Subqueries<Scope> = {
    aggregate: rowAggregate,
    source: (source) => writeSource(metadata, dialect, source).text
  }
  const table = Scope.of(metadata, dialect, subqueries)
  const { annotations, groups, source } = query
  const columns =
    source?.kind === 'values'
      ? columnNames(table, writeSource(metadata, dialect, source))
      : undefined
  if (groups !== undefined) return groupedRows(table, query, groups, columns)
  const rows = annotated(table, annotations, columns)
  return { rows, late: rows, read: rows }
}

function groupedRows(
  table: Scope,
  query: QueryState,
  groups: Groups,
  columns: Names | undefined
): Rows {
  const own = annotated(table, query.annotations, columns)
  const repeat = (): SameRows => {
    const scope = annotated(table.inner(table.metadata), query.annotations, columns)
    const late = scope.naming(namesIn(groups.annotations, () => UNKNOWN, scope.names))
    const link = linkCondition(scope, query)
    const conditions = rowConditions({ rows: scope, late }, query)
    return { scope, conditions: link === undefined ? conditions : [...conditions, link] }
  }
  const aggregate = groupAggregate(own, groups.keys, repeat)
  const read: Scope = own.naming(
    namesIn(groups.annotations, valueOfGroup, {
      find(path) {
        if (groups.keys.includes(path)) return valueAt(own, path)
        throw notOfGroup(table.metadata, path, groups)
      }
    }),
    {
      ...own.subqueries,
      aggregate(_scope, node, from) {
        assertOfRows(table.metadata, node, groups)
        return aggregate(node, from)
      }
    }
  )
  function valueOfGroup(name: string): Value {
    const { node } = groups.annotations[name]!
    return toValue(read, node, (state) => state.groups!.annotations[name]!.node)
  }
  const late = own.naming(namesIn(groups.annotations, valueOfGroup, own.names))
  return { rows: own, late, read }
}

// what is known of groups alone; nobody reads it
const UNKNOWN: Value = { fragment: new Fragment(['NULL'], true), convert: undefined }

function annotated(table: Scope, annotations: Annotations, columns: Names | undefined): Scope {
  checkNames(table.metadata, annotations)
  const scope: Scope = table.naming(
    namesIn(
      annotations,
      (name) => toValue(scope, annotations[name]!.node, (query) => query.annotations[name]!.node),
      columns
    )
  )
  return scope
}

// of a group there is one value, which a group of groups could aggregate
function assertOfRows(
  metadata: EntityMetadata,
  { name, path }: AggregateNode,
  { annotations }: Groups
): void {
  if (!Object.hasOwn(annotations, path) || fieldNames(metadata).includes(path)) return
  throw new BadAnnotation(
    `${name}('${path}') is an aggregate of what is computed of a whole group`,
    `Aggregate the groups: .aggregate({ name: ${name}('${path}') }).`
  )
}

function checkNames(metadata: EntityMetadata, annotations: Annotations): void {
  const fields = fieldNames(metadata)
  const taken = Object.keys(annotations).find(
    (name) => fields.includes(name) && !countsRelation(metadata, name, annotations[name]!.node)
  )
  if (taken !== undefined) throw nameTaken(metadata.name, taken, 'is a field of it')
}

// how many comments there are may stand where the comments would
function countsRelation(metadata: EntityMetadata, name: string, node: ExpressionNode): boolean {
  const relation = metadata.findRelationWithPropertyPath(name)
  const isToMany = relation !== undefined && (relation.isOneToMany || relation.isManyToMany)
  return isToMany && node.kind === 'aggregate' && node.name === 'count'
}

/** The names of `annotations`, whose values are written when they are first asked for, before those of `others`. */
function namesIn(
  annotations: Annotations,
  write: (name: string) => Value,
  others: Names | undefined
): Names {
  const written = new Map<string, Value | undefined>()
  return {
    find(path) {
      // while it is written, its name means the field: `comments: count('comments')`
      const isOwn = Object.hasOwn(annotations, path)
      if (!isOwn || (written.has(path) && written.get(path) === undefined)) {
        return others?.find(path)
      }
      const known = written.get(path)
      if (known !== undefined) return known
      written.set(path, undefined)
      const value = write(path)
      written.set(path, value)
      return value
    }
  }
}

/** The columns of a source, as the table `t0` of the query around it. */
function columnNames({ alias, metadata }: Scope, { columns }: SourceText): Names {
  const values = new Map(
    columns.map(([name, value], index) => [
      name,
      { ...value, fragment: new Fragment([`${alias}.c${index}`]) }
    ])
  )
  return {
    find(path) {
      const value = values.get(path)
      if (value !== undefined) return value
      throw new UnknownField(`These rows of ${metadata.name}`, path, [...values.keys()])
    }
  }
}

function notOfGroup({ name }: EntityMetadata, path: string, { keys }: Groups): BadAnnotation {
  const groups = keys.length === 0 ? 'all rows' : `the rows with one ${keys.join(', ')}`
  return new BadAnnotation(
    `${name}.${path} was asked of ${groups} together, which may differ in it`,
    `Group by it too: .values('${path}', …); or aggregate it: max('${path}').`
  )
}
