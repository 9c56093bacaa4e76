import type { JsonMember, JsonMembers } from '../models/query/json-shape'
import type { ReadTree } from '../models/query/read-tree'
import type { ModelShape, ShapeField } from './model-shape'

/** The members of the JSON of a row; undefined where more than columns makes them. */
export function membersOf({ fields }: ModelShape): JsonMembers | undefined {
  const given = fields.filter(({ isWriteOnly }) => !isWriteOnly)
  const members = given.map(memberOf)
  return members.some((member) => member === undefined) ? undefined : (members as JsonMembers)
}

function memberOf({ kind, key, name, nested, isList }: ShapeField): JsonMember | undefined {
  if (isList) return undefined
  if (kind === 'column' || kind === 'key') return { kind, key, path: name }
  const members = kind === 'nested' ? membersOf(nested!) : undefined
  return members && { kind: 'row', key, path: name, members }
}

/** What of the database a shape needs, and nothing else. */
export function readTreeOf(shape: ModelShape): ReadTree {
  const given = shape.fields.filter(({ isWriteOnly }) => !isWriteOnly)
  const related = given.flatMap((field) => relatedOf(field))
  return {
    isExact: true,
    only: [...new Set(given.flatMap((field) => columnsOf(field, '')))],
    related: Object.fromEntries(related)
  }
}

function columnsOf(field: ShapeField, prefix: string): readonly string[] {
  switch (field.kind) {
    case 'column':
      return [prefix + field.name]
    case 'embedded':
      return field.nested!.fields.flatMap((inner) => columnsOf(inner, `${prefix}${field.name}.`))
    case 'computed':
      return field.extra!.needs ?? []
    default:
      return []
  }
}

function relatedOf(field: ShapeField): [string, ReadTree][] {
  if (field.kind === 'nested') return [[field.name, readTreeOf(field.nested!)]]
  if (field.kind !== 'key') return []
  return [[field.name, { isExact: true, only: [], related: {} }]]
}
