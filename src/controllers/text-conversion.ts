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
