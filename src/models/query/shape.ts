import { UndefinedLookup } from '../errors'
import { Expression, shapeOfNode } from './expression'

/** Conditions that no later change of the caller's object reaches, and what tells them from others. */
export interface Shaped {
  readonly where: object
  readonly shape: string
}

/** The shape of `where`; an error where a value is `undefined`, or nothing was asked about a field. */
export function shapeOf(entity: string, where: object): Shaped {
  const copy: Record<string, unknown> = {}
  let shape = '{'
  for (const name in where) {
    const value = (where as Record<string, unknown>)[name]
    shape += `${name}:${shapeOfValue(entity, name, value, copy, name)},`
  }
  return { where: copy, shape: shape + '}' }
}

/** How many parameters a list of `length` values gets: few sizes, few statements. */
export function listSize(length: number): number {
  let size = 1
  while (size < length) size *= 2
  return size
}

/** Whether `value` is written `{ … }`, and not an instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function shapeOfValue(
  entity: string,
  path: string,
  value: unknown,
  copy: Record<string, unknown>,
  name: string
): string {
  copy[name] = value
  switch (typeof value) {
    case 'undefined':
      throw new UndefinedLookup(entity, path)
    case 'boolean':
      return value ? 'T' : 'F'
    case 'object':
      break
    default:
      return '='
  }
  if (value === null) return '0'
  if (value instanceof Expression) return shapeOfNode(value.node)
  if (Array.isArray(value)) {
    const items: Record<string, unknown> = {}
    const shapes = value.map((item: unknown, index) =>
      shapeOfValue(entity, `${path}[${index}]`, item, items, String(index))
    )
    copy[name] = Object.values(items)
    const isFlat = shapes.every((shape) => shape === '=')
    return isFlat ? `[${value.length === 0 ? 0 : listSize(value.length)}]` : `[${shapes.join()}]`
  }
  if (!isPlainObject(value)) return '='
  const inner: Record<string, unknown> = {}
  let shape = '{'
  for (const key in value) {
    shape += `${key}:${shapeOfValue(entity, `${path}.${key}`, value[key], inner, key)},`
  }
  if (shape === '{') throw new UndefinedLookup(entity, path)
  copy[name] = inner
  return shape + '}'
}
