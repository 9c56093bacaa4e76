import { createHmac, timingSafeEqual } from 'node:crypto'
import { NuagesError } from '../errors'
import { BadRequest } from './exceptions'

/** A signed value that was changed, or that this application never signed. */
export class BadSignature extends BadRequest {
  constructor(detail: string, code = 'HTTP_BAD_SIGNATURE') {
    super(detail, { code })
  }
}

/** A signed value that is older than it may be. */
export class SignatureExpired extends BadSignature {
  constructor(detail: string) {
    super(detail, 'HTTP_SIGNATURE_EXPIRED')
  }
}

export interface UnsignOptions {
  /** Sets values of one name apart; the one it was signed with. */
  readonly salt?: string
  /** Seconds after which the signature counts no more. */
  readonly maxAge?: number
}

/**
 * Sign the value of a cookie: `value.time.signature`.
 *
 * Its name, `salt` and the time are signed with it. The first of `keys` signs.
 */
export function signCookie(
  name: string,
  value: string,
  keys: readonly string[],
  salt = ''
): string {
  const [key] = checkedKeys(keys)
  const time = secondsNow().toString(36)
  return `${value}.${time}.${signature(key, [salt, name, value, time])}`
}

/** The value of a cookie that `signCookie` signed with any of `keys`; throws `BadSignature`. */
export function unsignCookie(
  name: string,
  signed: string,
  keys: readonly string[],
  { salt = '', maxAge }: UnsignOptions = {}
): string {
  checkedKeys(keys)
  const [, value, time, given] = /^(.*)\.([0-9a-z]+)\.([\w-]+)$/s.exec(signed) ?? []
  if (value === undefined || time === undefined || given === undefined) {
    throw new BadSignature('A cookie is not signed.')
  }
  const parts = [salt, name, value, time]
  if (!keys.some((key) => isSame(given, signature(key, parts)))) {
    throw new BadSignature('The signature of a cookie does not fit.')
  }
  if (maxAge !== undefined && secondsNow() - parseInt(time, 36) > maxAge) {
    throw new SignatureExpired('The signature of a cookie is too old.')
  }
  return value
}

function signature(key: string, parts: readonly string[]): string {
  // JSON keeps the parts apart; the label keeps cookies apart from whatever else a key may sign
  const text = JSON.stringify(['nuages.cookie', ...parts])
  return createHmac('sha256', key).update(text).digest('base64url')
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}

function secondsNow(): number {
  return Math.floor(Date.now() / 1000)
}

function checkedKeys(keys: readonly string[]): readonly [string, ...string[]] {
  const [first, ...others] = keys
  if (first !== undefined && !keys.includes('')) return [first, ...others]
  throw new NuagesError(
    'HTTP_NO_SECRET_KEY',
    'A signed cookie needs a secret key, and there is none or an empty one.',
    'Set `secretKey` in the settings to a long random text; keep it out of the repository.'
  )
}
