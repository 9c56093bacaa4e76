import { UnusableField } from '../errors'
import { sql, type Binding, type Fragment } from './fragment'
import { isLongList, listSize } from './shape'
import type { Subject } from './subject'
import { isQuery } from './subquery'
import { textOf } from './text-lookups'
import { anyOf } from './truth'

type Equals = (subject: Subject, value: unknown, read: Binding) => Fragment

/** The condition that the subject is one of a list, or of what a query answers; null in a list stands for no value. */
export function isIn(subject: Subject, value: unknown, read: Binding, equals: Equals): Fragment {
  const { entity, path, expression } = subject
  if (isQuery(value)) return sql`${expression} IN (${subject.rowsOf(value, read)})`
  if (!Array.isArray(value)) {
    const hint = 'Write { in: [1, 2, 3] }, or { in: a query set }.'
    throw new UnusableField(entity, path, 'was looked up by "in" without a list', hint)
  }
  const items = value.filter((item) => item !== null)
  const hasNull = items.length < value.length
  const conditions = hasNull ? [sql`${expression} IS NULL`] : []
  if (items.length > 0) conditions.push(isOneOf(subject, items, read, { equals, hasNull }))
  return anyOf(conditions)
}

function isOneOf(
  subject: Subject,
  items: readonly unknown[],
  read: Binding,
  { equals, hasNull }: { readonly equals: Equals; readonly hasNull: boolean }
): Fragment {
  const { kind, dialect, ignoreCase } = subject
  const found = (query: Parameters<Binding>[0]): unknown[] => {
    const list = read(query) as unknown[]
    return hasNull ? list.filter((item) => item !== null) : list
  }
  const isLong = isLongList(items.length)
  if (kind === 'json' || kind === 'list') {
    if (isLong) throw tooLong(subject)
    const alternatives = Array.from({ length: listSize(items.length) }, (_, index) => {
      const last = Math.min(index, items.length - 1)
      return equals(subject, items[last], (query) => {
        const list = found(query)
        return list[Math.min(index, list.length - 1)]
      })
    })
    return anyOf(alternatives)
  }
  const values = {
    list: (query: Parameters<Binding>[0]) => found(query).map((item) => subject.toParameter(item)),
    size: isLong ? undefined : listSize(items.length),
    kind
  }
  return ignoreCase === undefined
    ? dialect.isIn(subject.expression, values)
    : dialect.isText(textOf(subject, 'ignoreCase'), values, ignoreCase)
}

function tooLong({ entity, path }: Subject): UnusableField {
  const why = 'is of JSON or a list, and was looked up by "in" with more than 512 values'
  return new UnusableField(entity, path, why, 'Look up fewer at a time.')
}
