import { BadParameter, UndefinedLookup } from '../errors'
import { copyConditions } from './copy-conditions'
import { Expression, shapeOfNode } from './expression'
import { isPlainObject } from './plain-object'
import { shapeOfName } from './shape-name'
import { isQuery, shapeOfQuery, SUBQUERY } from './subquery'

export { isPlainObject } from './plain-object'

/** Conditions that no later change of the caller's object reaches, and what tells them from others. */
export interface Shaped {
  readonly where: object
  readonly shape: string
}

/** Lists with more values are one parameter, whatever their length. */
const LONGEST_LIST = 512

/** The shape of `where`; an error where a value is `undefined`, or nothing was asked about a field. */
export function shapeOf(entity: string, where: object): Shaped {
  const copy = copyConditions(entity, where)
  return { where: copy, shape: new ShapeWriter(entity).ofObject(copy, '') }
}

/** How many parameters a list of `length` values gets: few sizes, few statements. */
export function listSize(length: number): number {
  let size = 1
  while (size < length) size *= 2
  return size
}

/** Whether a list of `length` values is one parameter. */
export function isLongList(length: number): boolean {
  return length > LONGEST_LIST
}

class ShapeWriter {
  constructor(private readonly entity: string) {}

  ofObject(object: Record<string, unknown>, path: string): string {
    let shape = '{'
    for (const name of Object.keys(object)) {
      const inner = path === '' ? name : `${path}.${name}`
      const value = object[name]
      // what stands beside it is data, in which everything may be missing
      const isData = name === 'equals' && typeof value === 'object' && value !== null
      shape += `${shapeOfName(name)}:${isData ? this.ofData(value) : this.ofValue(value, inner)},`
    }
    return shape + '}'
  }

  private ofValue(value: unknown, path: string): string {
    switch (typeof value) {
      case 'string':
      case 'bigint':
        return '='
      case 'number':
        if (!Number.isFinite(value)) throw this.refusal(path, String(value))
        return '='
      case 'boolean':
        return value ? 'T' : 'F'
      case 'undefined':
        throw new UndefinedLookup(this.entity, path)
      case 'object':
        return value === null ? '0' : this.ofStructure(value, path)
      default:
        throw this.refusal(path, `a ${typeof value}`)
    }
  }

  private ofStructure(value: object, path: string): string {
    if (value instanceof Expression) return shapeOfNode(value.node)
    if (Array.isArray(value)) return this.ofList(value, path)
    if (isPlainObject(value)) {
      if (Object.keys(value).length === 0) throw new UndefinedLookup(this.entity, path, 'empty')
      return this.ofObject(value, path)
    }
    if (value instanceof Date && Number.isNaN(value.getTime())) {
      throw this.refusal(path, 'an invalid date')
    }
    return isQuery(value) ? shapeOfQuery(value[SUBQUERY]()) : '='
  }

  private ofList(list: readonly unknown[], path: string): string {
    let nulls = 0
    let isFlat = true
    // by index: a list may have holes
    for (let index = 0; index < list.length; index++) {
      const item = list[index]
      if (item === null) nulls++
      else if (typeof item !== 'object') this.ofValue(item, `${path}[${index}]`)
      else if (this.ofStructure(item!, `${path}[${index}]`) !== '=') isFlat = false
    }
    if (!isFlat)
      return `[${list.map((item, index) => this.ofValue(item, `${path}[${index}]`)).join()}]`
    return `[${sizeOf(list.length - nulls)}${nulls > 0 ? ' 0' : ''}]`
  }

  private ofData(value: object): string {
    if (value instanceof Expression) return shapeOfNode(value.node)
    if (isPlainObject(value)) return `{${Object.keys(value).map(shapeOfName).join()}}`
    return Array.isArray(value) ? '[]' : '='
  }

  private refusal(path: string, what: string): BadParameter {
    return new BadParameter(this.entity, path, what)
  }
}

function sizeOf(length: number): string {
  if (length === 0) return '0'
  return isLongList(length) ? 'many' : String(listSize(length))
}
