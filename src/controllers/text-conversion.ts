import { NuagesError } from '../errors'

/** A value, or what is wrong with the text. */
export interface Converted {
  readonly value?: unknown
  readonly issue?: string
  /** The rule that says so; `type` where there is none. */
  readonly code?: string
}

const TRUE = new Set(['true', '1', 'on', 'yes'])
const FALSE = new Set(['false', '0', 'off', 'no', ''])

/**
 * How text becomes a value of the class that the compiler wrote down for a parameter; `undefined` where text stays
 * text. A value that is absent stays `undefined`.
 */
export function compileTextConversion(type: unknown): ((text: unknown) => Converted) | undefined {
  const convert = conversions.get(type)
  if (convert === undefined) return undefined
  return (text) => (typeof text === 'string' ? convert(text) : { value: text })
}

const conversions = new Map<unknown, (text: string) => Converted>([
  [Number, toNumber],
  [Boolean, toBoolean],
  [BigInt, toBigInt],
  [Date, toDate]
])

/**
 * Refuse a parameter of which the compiler wrote down nothing to go by: `number | undefined`, an imported alias and a
 * default without a type all become `Object`, and compilers disagree on them.
 */
export function requireTextType(type: unknown, place: string): void {
  if (type === String || type === Array || conversions.has(type)) return
  throw new NuagesError(
    'CONTROLLERS_ARGUMENT_TYPE',
    type === undefined
      ? `The compiler wrote down no type for ${place}.`
      : `The compiler wrote down ${(type as { readonly name?: string }).name ?? typeof type} for ${place}, which says not what its text should become.`,
    type === undefined
      ? 'Switch `emitDecoratorMetadata` on, or give a JSON Schema: @Query(name, { type: "integer" }).'
      : 'Declare it as `name?: string`, `name?: number`, `name?: boolean`, `bigint` or `Date`, without `| undefined` and with its type where it has a default; or give a JSON Schema.'
  )
}

function toNumber(text: string): Converted {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? { value } : { issue: 'must be a number' }
}

function toBoolean(text: string): Converted {
  const word = text.toLowerCase()
  if (TRUE.has(word)) return { value: true }
  return FALSE.has(word) ? { value: false } : { issue: 'must be true or false' }
}

function toBigInt(text: string): Converted {
  return /^-?\d{1,100}$/.test(text) ? { value: BigInt(text) } : { issue: 'must be a whole number' }
}

function toDate(text: string): Converted {
  const value = new Date(text)
  return Number.isNaN(value.getTime()) ? { issue: 'must be a date' } : { value }
}
