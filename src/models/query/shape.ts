import { BadParameter, NestedTooDeeply, UndefinedLookup } from '../errors'
import { Expression, shapeOfNode } from './expression'
import { isPlainObject } from './plain-object'
import { shapeOfName } from './shape-name'
import { isQuery, shapeOfQuery, SUBQUERY } from './subquery'

/** Conditions that no later change of the caller's object reaches, and what tells them from others. */
export interface Shaped {
  readonly where: object
  readonly shape: string
}

/** Lists with more values are one parameter, whatever their length. */
const LONGEST_LIST = 512
/** How deep conditions may be nested: what is beyond it was not written by hand. */
const DEEPEST = 100

/** The shape of `where`; an error where a value is `undefined`, or nothing was asked about a field. */
export function shapeOf(entity: string, where: object): Shaped {
  const writer = new ShapeWriter(entity)
  const shape = writer.ofObject(where, '')
  return { where: writer.copied as object, shape }
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

/** Writes shapes, and copies what it goes through on the way. */
class ShapeWriter {
  /** The copy of what was written last. */
  copied: unknown
  private depth = 0

  constructor(private readonly entity: string) {}

  ofObject(object: object, path: string): string {
    if (++this.depth > DEEPEST) throw new NestedTooDeeply(this.entity, DEEPEST)
    // also an own `__proto__`, as JSON can have one, stays a property like any other
    const copy: Record<string, unknown> = { ...object }
    let shape = '{'
    for (const name of Object.keys(copy)) {
      const value = copy[name]
      shape += shapeOfName(name)
      if (typeof value === 'string') shape += ':=,'
      else {
        const inner = path === '' ? name : `${path}.${name}`
        const isData = name === 'equals' && typeof value === 'object' && value !== null
        shape += `:${isData ? this.ofData(value) : this.ofValue(value, inner)},`
        copy[name] = this.copied
      }
    }
    this.depth--
    this.copied = copy
    return shape + '}'
  }

  private ofValue(value: unknown, path: string): string {
    this.copied = value
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
    if (Array.isArray(value)) return this.ofList(value, path)
    if (isPlainObject(value)) {
      const shape = this.ofObject(value, path)
      if (shape === '{}') throw new UndefinedLookup(this.entity, path, 'empty')
      return shape
    }
    if (value instanceof Expression) return shapeOfNode(value.node)
    if (value instanceof Date && Number.isNaN(value.getTime())) {
      throw this.refusal(path, 'an invalid date')
    }
    return isQuery(value) ? shapeOfQuery(value[SUBQUERY]()) : '='
  }

  private ofList(list: readonly unknown[], path: string): string {
    if (++this.depth > DEEPEST) throw new NestedTooDeeply(this.entity, DEEPEST)
    const copy: unknown[] = new Array(list.length)
    const shapes: string[] = []
    let nulls = 0
    // by index: a list may have holes
    for (let index = 0; index < list.length; index++) {
      const item = list[index]
      copy[index] = item
      if (typeof item === 'string' || Number.isFinite(item)) continue
      if (item === null) nulls++
      const shape = this.ofValue(item, `${path}[${index}]`)
      copy[index] = this.copied
      if (typeof item === 'object' && item !== null && shape !== '=') shapes[index] = shape
    }
    this.depth--
    this.copied = copy
    if (shapes.length > 0)
      return `[${copy.map((item, index) => shapes[index] ?? plain(item)).join()}]`
    return `[${sizeOf(list.length - nulls)}${nulls > 0 ? ' 0' : ''}]`
  }

  /** The shape of what stands beside `equals`: data, in which everything may be missing. */
  private ofData(value: object): string {
    if (value instanceof Expression) return this.ofValue(value, '')
    this.copied = this.copyOf(value)
    if (isPlainObject(value)) return `{${Object.keys(value).map(shapeOfName).join()}}`
    return Array.isArray(value) ? '[]' : '='
  }

  private copyOf(value: unknown): unknown {
    if (!Array.isArray(value) && !isPlainObject(value)) return value
    if (++this.depth > DEEPEST) throw new NestedTooDeeply(this.entity, DEEPEST)
    const copy = Array.isArray(value)
      ? value.map((item) => this.copyOf(item))
      : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.copyOf(item)]))
    this.depth--
    return copy
  }

  private refusal(path: string, what: string): BadParameter {
    return new BadParameter(this.entity, path, what)
  }
}

function plain(value: unknown): string {
  return value === null ? '0' : '='
}

function sizeOf(length: number): string {
  if (length === 0) return '0'
  return isLongList(length) ? 'many' : String(listSize(length))
}
