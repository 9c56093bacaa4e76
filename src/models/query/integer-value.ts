import type { Rounding } from './lookup-kind'

const INTEGER = /^[+-]?\d+$/
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** `value` as an integer of an engine; null where it is none, `undefined` where it is no number at all. */
export function toInteger(
  value: unknown,
  rounding: Rounding | undefined,
  engine: string
): number | bigint | null | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) ? value : fromNumber(value, rounding, engine)
    case 'bigint':
      return within(value, rounding, engine)
    case 'boolean':
      return Number(value)
    case 'string':
      if (INTEGER.test(value)) return within(BigInt(value.replace('+', '')), rounding, engine)
      return isNumeric(value) ? toInteger(Number(value), rounding, engine) : undefined
    default:
      return undefined
  }
}

/** Whether `text` is the digits of a number. */
export function isNumeric(text: string): boolean {
  return NUMBER.test(text)
}

/** `value` as a number that the engine compares exactly. */
export function toDecimal(value: unknown, engine: string): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value !== 'string' || !isNumeric(value)) return undefined
  // MySQL compares text with numbers as floating-point numbers; a number of the program is written as its digits
  return isMysql(engine) && isExact(value) ? Number(value) : value
}

function fromNumber(
  value: number,
  rounding: Rounding | undefined,
  engine: string
): number | bigint | null {
  if (Number.isInteger(value)) return within(BigInt(value), rounding, engine)
  if (rounding === undefined) return null
  return rounding === 'up' ? Math.ceil(value) : Math.floor(value)
}

// what is beyond the widest integers is refused by some engines, and rounded by others
function within(
  value: bigint,
  rounding: Rounding | undefined,
  engine: string
): number | bigint | null {
  const [least, largest] = isMysql(engine)
    ? [-(2n ** 63n), 2n ** 64n - 1n]
    : [-(2n ** 63n), 2n ** 63n - 1n]
  const nearest = value < least ? least : value > largest ? largest : value
  if (nearest !== value && rounding === undefined) return null
  const number = Number(nearest)
  return Number.isSafeInteger(number) ? number : nearest
}

function isExact(digits: string): boolean {
  const [, whole = '', fraction = ''] = /^[+-]?0*(\d*)(?:\.(\d*?)0*)?$/.exec(digits) ?? []
  return `${whole}${fraction}`.length > 0 && `${whole}${fraction}`.length <= 15
}

function isMysql(engine: string): boolean {
  return engine === 'mysql' || engine === 'mariadb'
}
