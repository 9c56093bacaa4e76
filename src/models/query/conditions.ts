import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { UndefinedLookup, UnusableField } from '../errors'
import { keyColumns, keyOf, unknownField } from '../fields'
import { toSql } from './expression-sql'
import { joinFragments, sql, type Binding, type Fragment } from './fragment'
import { areLookups, columnSubject, condition, isNotTrue, type Subject } from './lookups'
import { parameterOf } from './parameter'
import type { QueryState } from './query-state'
import type { Scope } from './scope'
import { isPlainObject } from './shape'

const SET_LOOKUPS = ['some', 'none', 'every'] as const

/** The conditions of all filters, as one. */
export function filterConditions(scope: Scope, { filters }: QueryState): Fragment[] {
  return filters.flatMap(({ where, isExcluded }, index) => {
    const conditions = conditionsOf(scope, where, (query) => query.filters[index]!.where)
    return isExcluded && conditions.length > 0 ? [isNotTrue(allOf(conditions))] : conditions
  })
}

/** The conditions in `where` on a row of `scope`, one for each name in it. */
export function conditionsOf(scope: Scope, where: object, read: Binding, prefix = ''): Fragment[] {
  return Object.entries(where).map(([name, value]: [string, unknown]) => {
    const path = prefix + name
    const inner: Binding = (query) => (read(query) as Record<string, unknown>)[name]
    if (name === 'or') return anyOf(scope, value, inner)
    if (name === 'not') return isNotTrue(allOf(conditionsOf(scope, value as object, inner)))
    return fieldCondition(scope, path, value, inner)
  })
}

function fieldCondition(scope: Scope, path: string, value: unknown, read: Binding): Fragment {
  const { metadata, dialect } = scope
  const named = scope.names?.find(path)
  if (named !== undefined) {
    const { fragment: expression, toParameter } = named
    const subject = { entity: metadata.name, path, expression, toParameter, dialect }
    return condition({ ...subject, resolve: resolveIn(scope) }, value, read)
  }
  const relation = metadata.findRelationWithPropertyPath(path)
  if (relation !== undefined) {
    return relation.isOneToMany || relation.isManyToMany
      ? setCondition(scope, relation, value, read)
      : relationCondition(scope, relation, value, read)
  }
  const column = metadata.findColumnWithPropertyPath(path)
  if (column !== undefined) return columnCondition(scope, column, path, value, read)
  const embedded = metadata.findEmbeddedWithPropertyPath(path)
  if (embedded === undefined || !isPlainObject(value)) throw unknownField(metadata, path)
  return allOf(conditionsOf(scope, value, read, `${path}.`))
}

function columnCondition(
  scope: Scope,
  column: ColumnMetadata,
  path: string,
  value: unknown,
  read: Binding
): Fragment {
  const expression = sql`${scope.column(column)}`
  // a column of JSON is compared with an object, unless all its names are lookups
  if (isPlainObject(value) && !areLookups(value) && holdsObjects(column)) {
    const toParameter = parameterOf(column)
    return sql`${expression} = ${(query) => toParameter(read(query))}`
  }
  const subject = columnSubject(column, path, expression, scope.dialect, resolveIn(scope))
  return condition(subject, value, read)
}

function resolveIn(scope: Scope): Subject['resolve'] {
  return (other, read) => toSql(scope, other.node, (query) => (read(query) as typeof other).node)
}

function holdsObjects({ type, transformer }: ColumnMetadata): boolean {
  return transformer !== undefined || ['json', 'jsonb', 'simple-json'].includes(String(type))
}

function relationCondition(
  scope: Scope,
  relation: RelationMetadata,
  value: unknown,
  read: Binding
): Fragment {
  const { metadata } = scope
  if (isPlainObject(value)) {
    if (areLookups(value)) return keyLookups(scope, relation, value, read)
    if (!isKey(relation, value)) {
      return allOf(conditionsOf(scope.join(relation), value, read))
    }
  }
  if (relation.isOwning) return keyIs(scope, relation, value, read)
  const other = scope.join(relation)
  const keys = other.metadata.primaryColumns
  if (value === null) return sql`${other.column(keys[0]!)} IS NULL`
  const [key, more] = keys
  if (key !== undefined && more === undefined) {
    const toParameter = parameterOf(key)
    const get = (row: unknown): unknown =>
      typeof row === 'object' && row !== null ? key.getEntityValue(row) : row
    return sql`${other.column(key)} = ${(query) => toParameter(get(read(query)))}`
  }
  throw new UnusableField(
    metadata.name,
    relation.propertyPath,
    'is kept in another table',
    `Write conditions on the fields of ${other.metadata.name}.`
  )
}

/** Whether `value` gives the key of the other row, and nothing else of it. */
function isKey({ joinColumns }: RelationMetadata, value: Record<string, unknown>): boolean {
  const parts = joinColumns.map((column) => column.referencedColumn!.propertyName)
  const names = Object.keys(value)
  return (
    names.length === parts.length &&
    parts.every((part) => Object.hasOwn(value, part) && !isPlainObject(value[part]))
  )
}

function keyIs(scope: Scope, relation: RelationMetadata, value: unknown, read: Binding): Fragment {
  return allOf(
    keyColumns(relation).map((column) => {
      if (value === null) return sql`${scope.column(column)} IS NULL`
      const toParameter = parameterOf(column)
      return sql`${scope.column(column)} = ${(query) => toParameter(keyOf(relation, column, read(query)))}`
    })
  )
}

function keyLookups(
  scope: Scope,
  relation: RelationMetadata,
  lookups: Record<string, unknown>,
  read: Binding
): Fragment {
  const [column, second] = keyColumns(relation)
  if (second !== undefined || column === undefined) {
    throw new UnusableField(
      scope.metadata.name,
      relation.propertyPath,
      'refers to a key of several parts',
      'Write conditions on the fields of the other row.'
    )
  }
  const subject = columnSubject(
    column,
    relation.propertyPath,
    sql`${scope.column(column)}`,
    scope.dialect,
    () => sql``
  )
  const toParameter = (row: unknown): unknown => subject.toParameter(keyOf(relation, column, row))
  return condition({ ...subject, toParameter }, lookups, read)
}

function setCondition(
  scope: Scope,
  relation: RelationMetadata,
  value: unknown,
  read: Binding
): Fragment {
  const names = isPlainObject(value) ? Object.keys(value) : []
  const known = names.flatMap((name) => SET_LOOKUPS.find((lookup) => lookup === name) ?? [])
  if (known.length === 0 || known.length < names.length) {
    throw new UnusableField(
      scope.metadata.name,
      relation.propertyPath,
      'leads to many rows',
      'Write { some: { … } }, { none: { … } } or { every: { … } }.'
    )
  }
  return allOf(
    known.map((name) => {
      const inner: Binding = (query) => (read(query) as Record<string, unknown>)[name]
      const where = (value as Record<string, object>)[name]!
      const rows = relatedRows(scope, relation)
      const wanted = allOf(conditionsOf(rows.scope, where, inner))
      const met = name === 'every' ? isNotTrue(wanted) : wanted
      const exists = sql`EXISTS (SELECT 1 FROM ${rows.scope.from} WHERE ${rows.link} AND ${met})`
      return name === 'some' ? exists : sql`NOT ${exists}`
    })
  )
}

/** The rows that a relation to many rows leads to, for a subquery, and what ties them to the row outside. */
export function relatedRows(
  scope: Scope,
  relation: RelationMetadata
): { readonly scope: Scope; readonly link: Fragment } {
  const rows = scope.inner(relation.inverseEntityMetadata)
  const { deleteDateColumn } = rows.metadata
  const links: Fragment[] =
    deleteDateColumn === undefined ? [] : [sql`${rows.column(deleteDateColumn)} IS NULL`]
  if (relation.isOneToMany) {
    for (const key of relation.inverseRelation!.joinColumns) {
      links.push(sql`${rows.column(key)} = ${scope.column(key.referencedColumn!)}`)
    }
    return { scope: rows, link: allOf(links) }
  }
  const { junctionEntityMetadata: junction, isOwning } = relation
  const { ownerColumns, inverseColumns } = junction!
  const [near, far] = isOwning ? [ownerColumns, inverseColumns] : [inverseColumns, ownerColumns]
  const between = rows.joinRow(junction!, (table) =>
    far.map((key) => `${table.column(key)} = ${rows.column(key.referencedColumn!)}`).join(' AND ')
  )
  for (const key of near) {
    links.push(sql`${between.column(key)} = ${scope.column(key.referencedColumn!)}`)
  }
  return { scope: rows, link: allOf(links) }
}

function anyOf(scope: Scope, value: unknown, read: Binding): Fragment {
  if (!Array.isArray(value) || value.length === 0) {
    throw new UndefinedLookup(scope.metadata.name, 'or')
  }
  const alternatives = value.map((where: object, index) =>
    allOf(conditionsOf(scope, where, (query) => (read(query) as unknown[])[index]))
  )
  return sql`(${joinFragments(alternatives, ' OR ')})`
}

/** Conditions as one; without any it is true. */
export function allOf(conditions: readonly Fragment[]): Fragment {
  if (conditions.length === 0) return sql`1 = 1`
  return conditions.length === 1 ? conditions[0]! : sql`(${joinFragments(conditions, ' AND ')})`
}
