import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { UnusableField } from '../errors'
import { classConditions } from './class-conditions'
import { sql, type Binding, type Fragment } from './fragment'
import { isPlainObject } from './plain-object'
import { isKey, isKeyLookup, keyCondition, keyOfRelation, keyOfRow, type RowKey } from './row-key'
import type { Scope } from './scope'
import { allOf, isNotTrue } from './truth'

/** The conditions in `where` on a row of a scope. */
export type ConditionsOf = (scope: Scope, where: object, read: Binding) => Fragment[]

const QUANTIFIERS: readonly string[] = ['some', 'none', 'every']
const SET_LOOKUPS: readonly string[] = [...QUANTIFIERS, 'isNull']

/** Whether `value` asks about the rows of a relation to many. */
export function isAboutRows(value: unknown): boolean {
  if (!isPlainObject(value)) return false
  const names = Object.keys(value)
  return names.length > 0 && names.every((name) => QUANTIFIERS.includes(name))
}

/** The condition that the row on the other side has a key, or meets conditions of its own. */
export function toOneCondition(
  scope: Scope,
  relation: RelationMetadata,
  value: unknown,
  read: Binding,
  conditionsOf: ConditionsOf
): Fragment {
  const key = keyOfRelation(scope, relation)
  const { inverseEntityMetadata: metadata } = relation
  const row = (): Scope => scope.join(relation)
  return rowCondition({ key, metadata, row, conditionsOf }, value, read)
}

/** The condition that some of the rows on the other side meet conditions, none does, or all do. */
export function toManyCondition(
  scope: Scope,
  relation: RelationMetadata,
  value: unknown,
  read: Binding,
  conditionsOf: ConditionsOf
): Fragment {
  const names = isPlainObject(value) ? Object.keys(value) : []
  if (names.length === 0 || !names.every((name) => SET_LOOKUPS.includes(name))) {
    throw unusable(scope, relation)
  }
  const conditions = names.map((name) => {
    const wanted = (value as Record<string, unknown>)[name]
    const inner: Binding = (query) => (read(query) as Record<string, unknown>)[name]
    const { scope: rows, link } = relatedRows(scope, relation)
    if (name === 'isNull') {
      if (typeof wanted !== 'boolean') throw unusable(scope, relation)
      return sql`${wanted ? 'NOT ' : ''}EXISTS (SELECT 1 FROM ${rows.from} WHERE ${link})`
    }
    const key = keyOfRow(rows, relation.propertyPath)
    const other = { key, metadata: rows.metadata, row: () => rows, conditionsOf }
    const met = rowCondition(other, wanted, inner)
    const searched = name === 'every' ? isNotTrue(met) : met
    const isFound = name === 'some' ? '' : 'NOT '
    return sql`${isFound}EXISTS (SELECT 1 FROM ${rows.from} WHERE ${link} AND ${searched})`
  })
  return allOf(conditions)
}

interface OtherRow {
  readonly key: RowKey
  readonly metadata: EntityMetadata
  /** The table of its own, joined only where it is needed. */
  readonly row: () => Scope
  readonly conditionsOf: ConditionsOf
}

function rowCondition(other: OtherRow, value: unknown, read: Binding): Fragment {
  const { key, row, conditionsOf } = other
  if (!isPlainObject(value) || isKey(key, value)) return keyCondition(key, 'equals', value, read)
  const isKeyed = ([name, wanted]: [string, unknown]): boolean => isAboutKey(other, name, wanted)
  const entries = Object.entries(value)
  const conditions = entries.filter(isKeyed).map(([name, wanted]) => {
    const inner: Binding = (query) => (read(query) as Record<string, unknown>)[name]
    return keyCondition(key, name, wanted, inner)
  })
  const others = entries.filter((entry) => !isKeyed(entry))
  if (others.length > 0) {
    conditions.push(...conditionsOf(row(), Object.fromEntries(others), read))
  }
  return allOf(conditions)
}

// the other row may have a field of that name, and `not` may be about its fields
function isAboutKey({ key, metadata }: OtherRow, name: string, wanted: unknown): boolean {
  if (!isKeyLookup(name) || metadata.findColumnWithPropertyPath(name) !== undefined) return false
  return name !== 'not' || !isPlainObject(wanted) || isKey(key, wanted)
}

/** The rows that a relation to many rows leads to, for a subquery, and what ties them to the row outside. */
export function relatedRows(
  scope: Scope,
  relation: RelationMetadata
): { readonly scope: Scope; readonly link: Fragment } {
  const rows = scope.inner(relation.inverseEntityMetadata)
  const { deleteDateColumn } = rows.metadata
  const links = classConditions(rows)
  if (deleteDateColumn !== undefined) links.push(sql`${rows.column(deleteDateColumn)} IS NULL`)
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

function unusable({ metadata }: Scope, { propertyPath }: RelationMetadata): UnusableField {
  const hint = 'Write { some: { … } }, { none: { … } }, { every: { … } } or { isNull: true }.'
  return new UnusableField(metadata.name, propertyPath, 'leads to many rows', hint)
}
