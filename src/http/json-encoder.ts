import { NuagesError } from '../errors'

/**
 * `value` as JSON text. Beyond what `JSON.stringify` knows: a BigInt becomes a string, a Map an object (an array of
 * pairs unless every key is a string), any other iterable an array, bytes base64 text.
 */
export function encodeJson(value: unknown): string {
  try {
    if (!isSpecial(value)) return JSON.stringify(value) ?? 'null'
  } catch {
    // a BigInt or a cycle: the copy knows the one and names the other
  }
  return JSON.stringify(plainCopy(value, '', undefined)) ?? 'null'
}

/**
 * Whether something in `value` would come out of `JSON.stringify` wrong. Looking first costs up to 10 % of the
 * stringify; a replacer function costs 70 %, and searching the text for traces of a Map misses some.
 */
function isSpecial(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(isSpecial)
  const object = value as Record<string, unknown> & Partial<Iterable<unknown>>
  if (object.toJSON !== undefined) return !(value instanceof Date)
  if (object[Symbol.iterator] !== undefined) return true
  let isEmpty = true
  for (const key in object) {
    isEmpty = false
    const field = object[key]
    if (typeof field === 'object' && field !== null && isSpecial(field)) return true
  }
  return isEmpty && Object.getPrototypeOf(value) !== Object.prototype
}

/** A value that is being copied, and the values around it. */
interface Place {
  readonly value: object
  readonly key: string
  readonly parent: Place | undefined
}

function plainCopy(value: unknown, key: string, parent: Place | undefined): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value)) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
  }
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString('base64')
  const place: Place = { value, key, parent }
  assertNew(place)
  if ('then' in value && typeof value.then === 'function') throw promiseAt(place)
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const json: unknown = value.toJSON(key)
    return json === value ? fieldsOf(value, place) : plainCopy(json, '', place)
  }
  return fieldsOf(value, place)
}

function fieldsOf(value: object, place: Place): unknown {
  if (isBoxed(value)) return value
  if (value instanceof Map && [...value.keys()].every((key) => typeof key === 'string')) {
    return copyEntries(value, place)
  }
  if (Symbol.iterator in value) {
    return Array.from(value as Iterable<unknown>, (item, index) =>
      plainCopy(item, `[${index}]`, place)
    )
  }
  return copyEntries(Object.entries(value), place)
}

function copyEntries(entries: Iterable<[string, unknown]>, place: Place): object {
  // without a prototype a field called __proto__ is a field like others
  const copy: Record<string, unknown> = Object.create(null)
  for (const [key, field] of entries) copy[key] = plainCopy(field, key, place)
  return copy
}

function isBoxed(value: object): boolean {
  return value instanceof String || value instanceof Number || value instanceof Boolean
}

function assertNew(place: Place): void {
  for (let above = place.parent; above !== undefined; above = above.parent) {
    if (above.value !== place.value) continue
    throw new NuagesError(
      'HTTP_JSON_CYCLE',
      `${pathOf(place)} leads back to ${pathOf(above)}, so it has no end as JSON.`,
      'Send the fields that are wanted, or give the class a toJSON method.'
    )
  }
}

function promiseAt(place: Place): NuagesError {
  return new NuagesError(
    'HTTP_JSON_PROMISE',
    `${pathOf(place)} is a promise.`,
    'Await it before it becomes part of the response.'
  )
}

/** `data.author.articles[0]` */
function pathOf(place: Place): string {
  let path = ''
  for (let at = place; at.parent !== undefined; at = at.parent) {
    // no key: what toJSON returned stands in the same place
    if (at.key !== '') path = (at.key.startsWith('[') ? at.key : `.${at.key}`) + path
  }
  return `data${path}`
}
