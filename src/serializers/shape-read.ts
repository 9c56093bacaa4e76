import type { ReadTree } from '../models/query/read-tree'
import type { ModelShape, ShapeField } from './model-shape'

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
