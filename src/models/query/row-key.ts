import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { BadParameter, UnusableField } from '../errors'
import { keyOf } from '../fields'
import { joinFragments, sql, type Binding, type Fragment } from './fragment'
import { lookup } from './lookups'
import type { Scope } from './scope'
import { columnSubject, type Subject } from './subject'
import { isQuery } from './subquery'
import { allOf, anyOf, isNotTrue } from './truth'

/** What a row is known by: one column or more. */
export interface RowKey {
  readonly parts: readonly Subject[]
  /** The columns of the row itself. */
  readonly columns: readonly ColumnMetadata[]
}

/** The key of the row that a relation to one row leads to. */
export function keyOfRelation(scope: Scope, relation: RelationMetadata): RowKey {
  const { isOwning, joinColumns, propertyPath } = relation
  if (!isOwning) return keyOfRow(scope.join(relation), propertyPath)
  const parts = joinColumns.map((column) =>
    keyPart(columnSubject(scope, column, propertyPath), (row) => keyOf(relation, column, row))
  )
  return { parts, columns: joinColumns.map(({ referencedColumn }) => referencedColumn!) }
}

/** The key of a row of `scope`, which errors call `path`. */
export function keyOfRow(scope: Scope, path: string): RowKey {
  const columns = scope.metadata.primaryColumns
  const parts = columns.map((column) =>
    keyPart(columnSubject(scope, column, path), (row) => partOfRow(column, row))
  )
  return { parts, columns }
}

function keyPart(subject: Subject, toKey: (row: unknown) => unknown): Subject {
  const { entity, path, toParameter } = subject
  return {
    ...subject,
    toParameter(row) {
      // some keys are bytes
      if (!Array.isArray(row)) return toParameter(row instanceof Uint8Array ? row : toKey(row))
      throw new BadParameter(entity, path, 'a list', 'a key, or { in: [1, 2] }')
    }
  }
}

function partOfRow(column: ColumnMetadata, row: unknown): unknown {
  const isRow = typeof row === 'object' && row !== null && !(row instanceof Date)
  return isRow ? (column.getEntityValue(row) as unknown) : row
}

/** Whether `value` gives a key, and nothing else of its row. */
export function isKey({ columns }: RowKey, value: Record<string, unknown>): boolean {
  const isPart = ({ propertyName: name }: ColumnMetadata): boolean =>
    Object.hasOwn(value, name) && (typeof value[name] !== 'object' || value[name] instanceof Date)
  return Object.keys(value).length === columns.length && columns.every(isPart)
}

/** Whether keys can be looked up by `name`. */
export function isKeyLookup(name: string): boolean {
  return ['equals', 'not', 'in', 'notIn', 'isNull'].includes(name)
}

/** The condition that a row has a key, one of several, or is missing. */
export function keyCondition(key: RowKey, name: string, value: unknown, read: Binding): Fragment {
  switch (name) {
    case 'not':
      return isNotTrue(isThis(key, value, read))
    case 'in':
      return isOneOf(key, value, read)
    case 'notIn':
      return isNotTrue(isOneOf(key, value, read))
    case 'isNull':
      if (typeof value !== 'boolean') return lookup(key.parts[0]!, name, value, read)
      return value ? isMissing(key) : isNotTrue(isMissing(key))
    default:
      return isThis(key, value, read)
  }
}

function isThis(key: RowKey, value: unknown, read: Binding): Fragment {
  if (value === null) return isMissing(key)
  return allOf(key.parts.map((part) => lookup(part, 'equals', value, read)))
}

function isMissing({ parts }: RowKey): Fragment {
  return allOf(parts.map(({ expression }) => sql`${expression} IS NULL`))
}

function isOneOf({ parts, columns }: RowKey, value: unknown, read: Binding): Fragment {
  const [first, second] = parts
  if (isQuery(value)) {
    const texts = parts.map(({ expression }) => expression)
    return sql`(${joinFragments(texts, ', ')}) IN (${first!.rowsOf(value, read, columns)})`
  }
  if (second === undefined) return lookup(first!, 'in', value, read)
  if (!Array.isArray(value)) {
    const hint = 'Write { in: [{ … }, { … }] }, or { in: a query set }.'
    throw new UnusableField(
      first!.entity,
      first!.path,
      'was looked up by "in" without a list',
      hint
    )
  }
  const conditions = value.includes(null) ? [isMissing({ parts, columns })] : []
  const list = (query: Parameters<Binding>[0]): unknown[][] =>
    (read(query) as unknown[])
      .filter((row) => row !== null)
      .map((row) => parts.map(({ toParameter }) => toParameter(row)))
  if (value.some((row) => row !== null)) conditions.push(first!.dialect.areIn({ parts, list }))
  return anyOf(conditions)
}
