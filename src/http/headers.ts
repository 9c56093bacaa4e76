import { NuagesError } from '../errors'

export type HeaderValue = string | number | readonly string[]

// RFC 9110 5.1 and 5.5: a token, and visible characters with spaces and tabs between them
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const FORBIDDEN_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/

type HeaderValues = Record<string, string | string[]>
// has no prototype, as `Object.create(null)` has none; but that would be a hash table, five times as slow to fill
const HeaderValues = function () {} as unknown as new () => HeaderValues
HeaderValues.prototype = Object.create(null)

/** The headers of a response: names in any case, values checked before they can reach the wire. */
export class ResponseHeaders {
  /** Lower-case name to value, as it is handed to the server. */
  readonly values = new HeaderValues()

  get(name: string): string | undefined {
    const value = this.values[name.toLowerCase()]
    return Array.isArray(value) ? value.join(', ') : value
  }

  has(name: string): boolean {
    return this.values[name.toLowerCase()] !== undefined
  }

  set(name: string, value: HeaderValue): this {
    const key = checkedName(name)
    this.values[key] = isList(value)
      ? value.map((item) => checkedValue(name, item))
      : checkedValue(name, String(value))
    return this
  }

  /** Set a header only where nothing has set it yet. */
  setDefault(name: string, value: HeaderValue): this {
    return this.has(name) ? this : this.set(name, value)
  }

  /** Add a line of the same name (`Set-Cookie`, `Link`). */
  append(name: string, value: string): this {
    const old = this.values[name.toLowerCase()]
    if (old === undefined) return this.set(name, value)
    return this.set(name, [...(Array.isArray(old) ? old : [old]), value])
  }

  delete(name: string): this {
    delete this.values[name.toLowerCase()]
    return this
  }

  /** Name request headers on which this response depends; `*` swallows the rest. */
  vary(...names: string[]): this {
    const known = (this.get('vary') ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
    for (const name of names) {
      if (!known.some((other) => other.toLowerCase() === name.toLowerCase())) known.push(name)
    }
    return this.set('Vary', known.includes('*') ? '*' : known.join(', '))
  }

  *[Symbol.iterator](): Iterator<[string, string | string[]]> {
    for (const name in this.values) yield [name, this.values[name]!]
  }
}

function isList(value: HeaderValue): value is readonly string[] {
  return typeof value === 'object'
}

function checkedName(name: string): string {
  const key = name.toLowerCase()
  // beside the Content-Length that the server writes it lets two parties see two responses (RFC 9112 6.1)
  if (key === 'transfer-encoding') {
    throw new NuagesError(
      'HTTP_BAD_HEADER',
      'Transfer-Encoding is for the server to say.',
      'Leave it out where headers are copied from another response.'
    )
  }
  if (NAME.test(name)) return key
  throw new NuagesError(
    'HTTP_BAD_HEADER',
    `${JSON.stringify(name)} is not a header name.`,
    'A header name is letters, digits and hyphens.'
  )
}

function checkedValue(name: string, value: string): string {
  if (!FORBIDDEN_IN_VALUE.test(value)) return value
  throw new NuagesError(
    'HTTP_BAD_HEADER',
    `The value of header ${name} holds a line break, a control character or a character beyond Latin-1.`,
    'Remove or percent-encode it: it would let a client write headers of its own.'
  )
}
