import { BadParameter, UndefinedLookup, UnusableField } from '../errors'
import { unknownField } from '../fields'
import type { Binding, Fragment } from './fragment'
import { described } from './lookup-value'
import { condition } from './lookups'
import { isPlainObject } from './plain-object'
import type { QueryState } from './query-state'
import { isAboutRows, toManyCondition, toOneCondition } from './relation-conditions'
import type { Scope } from './scope'
import { columnSubject, valueSubject } from './subject'
import { allOf, anyOf, isNotTrue } from './truth'

/** The conditions of all filters. */
export function filterConditions(scope: Scope, { filters }: QueryState): Fragment[] {
  return filters.flatMap(({ where, isExcluded }, index) => {
    const conditions = conditionsOf(scope, where, (query) => query.filters[index]!.where)
    return isExcluded && conditions.length > 0 ? [isNotTrue(allOf(conditions))] : conditions
  })
}

/** The conditions in `where` on a row of `scope`, one for each name in it. */
export function conditionsOf(scope: Scope, where: object, read: Binding, prefix = ''): Fragment[] {
  return Object.entries(where).map(([name, value]: [string, unknown]) => {
    const inner: Binding = (query) => (read(query) as Record<string, unknown>)[name]
    switch (name) {
      case 'or':
        return oneOf(scope, value, inner, prefix)
      case 'not':
        assertConditions(scope, value, 'not')
        return isNotTrue(allOf(conditionsOf(scope, value, inner, prefix)))
      default:
        return fieldCondition(scope, prefix + name, value, inner)
    }
  })
}

function oneOf(scope: Scope, value: unknown, read: Binding, prefix: string): Fragment {
  if (!Array.isArray(value)) throw new BadParameter(scope.metadata.name, 'or', 'no list', 'a list')
  if (value.length === 0) throw new UndefinedLookup(scope.metadata.name, 'or', 'empty')
  const alternatives = value.map((where: unknown, index) => {
    assertConditions(scope, where, `or[${index}]`)
    const inner: Binding = (query) => (read(query) as unknown[])[index]
    return allOf(conditionsOf(scope, where, inner, prefix))
  })
  return anyOf(alternatives)
}

function fieldCondition(scope: Scope, path: string, value: unknown, read: Binding): Fragment {
  const { metadata } = scope
  const named = scope.names?.find(path)
  // a relation may go by the name of an annotation: { comments: { some: { … } } }
  if (named !== undefined && !isAboutRows(value)) {
    return condition(valueSubject(scope, path, named), value, read)
  }
  const relation = metadata.findRelationWithPropertyPath(path)
  const column = metadata.findColumnWithPropertyPath(path)
  assertNoLookup(scope, path, value)
  if (relation !== undefined) {
    const toOther = relation.isOneToMany || relation.isManyToMany ? toManyCondition : toOneCondition
    return toOther(scope, relation, value, read, conditionsOf)
  }
  if (column !== undefined) return condition(columnSubject(scope, column, path), value, read)
  if (metadata.findEmbeddedWithPropertyPath(path) === undefined) throw unknownField(metadata, path)
  assertConditions(scope, value, path)
  return allOf(conditionsOf(scope, value, read, `${path}.`))
}

function assertConditions(scope: Scope, value: unknown, path: string): asserts value is object {
  if (isPlainObject(value)) return
  throw new BadParameter(scope.metadata.name, path, described(value), 'an object of conditions')
}

// what stands beside `equals` is data, of which the shape tells little
function assertNoLookup({ metadata }: Scope, path: string, value: unknown): void {
  if (!/(^|\.)equals$/.test(path) || typeof value !== 'object' || value === null) return
  const hint = 'Rename the property, and keep the name of its column: @Column({ name: "equals" }).'
  throw new UnusableField(metadata.name, path, 'is called like a lookup', hint)
}
