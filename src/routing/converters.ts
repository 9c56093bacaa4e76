import { NuagesError } from '../errors'
import { hideSlashes } from './pattern-path'

/** How a parameter `<name:x>` looks in a path, what value it becomes, and how that value is written back. */
export interface Converter<T = unknown> {
  /** What the whole text must match. */
  readonly regex: RegExp | string
  /** `Number`, `String`, `Date`, …: what the value is. */
  readonly type: unknown
  /** Whether a value may reach over several segments of a path, as that of `path` does. */
  readonly spansSegments?: boolean
  /** The value of a matching text; `undefined`, or throwing, refuses it and the next route is tried. */
  toValue(text: string): T | undefined
  /** The text of a value; `undefined`, or throwing, refuses it and `url()` finds no match. */
  toUrl(value: T): string | undefined
}

/** The value that each converter gives: extend it by declaration merging to type your own. */
export interface PathConverters {
  int: number
  bigint: bigint
  str: string
  slug: string
  uuid: string
  path: string
}

/** A registered converter whose mistakes are refusals: neither a request nor `url()` can make it throw. */
export class NamedConverter {
  readonly type: unknown
  readonly spansSegments: boolean
  readonly #regex: RegExp

  constructor(
    readonly name: string,
    readonly converter: Converter
  ) {
    this.type = converter.type
    this.spansSegments = converter.spansSegments ?? false
    this.#regex = wholeText(converter.regex)
  }

  /** Whether `text`, its in-segment slashes hidden, may be a value at all. */
  accepts(text: string): boolean {
    return text !== '' && this.#regex.test(text)
  }

  toValue(text: string): unknown {
    try {
      const value = this.converter.toValue(text)
      return isPromise(value) ? refuse(value) : value
    } catch {
      return undefined
    }
  }

  /** The value of a text that is decoded; `undefined` where it is refused. */
  read(text: string): unknown {
    if (this.accepts(text)) return this.toValue(text)
    const isHidden = !this.spansSegments && text.includes('/') && this.accepts(hideSlashes(text))
    return isHidden ? this.toValue(text) : undefined
  }

  /** The text of a value, its in-segment slashes hidden; `undefined` where it would not be read again. */
  write(value: unknown): string | undefined {
    try {
      const text = this.converter.toUrl(value)
      if (text === undefined || LONE_SURROGATE.test(text)) return undefined
      if (this.read(text) === undefined) return undefined
      return this.spansSegments ? text : hideSlashes(text)
    } catch {
      return undefined
    }
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}

// matching does not wait; a rejection that nobody handles would end the process
function refuse(value: PromiseLike<unknown>): undefined {
  value.then(undefined, () => undefined)
}

// half of a character: it cannot be encoded
const LONE_SURROGATE = /\p{Surrogate}/u

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

const BUILT_IN: Readonly<Record<string, Converter>> = {
  int: { regex: '[0-9]+', type: Number, toValue: safeInteger, toUrl: plainText },
  bigint: { regex: '[0-9]+', type: BigInt, toValue: BigInt, toUrl: plainText },
  str: { regex: '[^/]+', type: String, toValue: String, toUrl: plainText },
  slug: { regex: '[-a-zA-Z0-9_]+', type: String, toValue: String, toUrl: plainText },
  uuid: { regex: UUID, type: String, toValue: String, toUrl: plainText },
  path: { regex: '.+', type: String, spansSegments: true, toValue: String, toUrl: plainText }
}

const converters = new Map<string, NamedConverter>()
for (const [name, converter] of Object.entries(BUILT_IN)) registerConverter(name, converter)

/** Add a converter for `<name:parameter>`; call it before the application is created. */
export function registerConverter<T>(name: string, converter: Converter<T>): void {
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    throw new NuagesError(
      'ROUTING_BAD_CONVERTER_NAME',
      `${JSON.stringify(name)} cannot name a path converter.`,
      'Use letters, digits and underscores, and begin with a letter: `year`.'
    )
  }
  if (converter.spansSegments !== true && holdsSlash(converter.regex)) {
    throw new NuagesError(
      'ROUTING_BAD_CONVERTER',
      `The path converter "${name}" matches a slash, but a value is looked for in one segment only.`,
      'Set `spansSegments: true` to let it reach over several.'
    )
  }
  const known = converters.get(name)
  if (known !== undefined && known.converter !== converter) {
    throw new NuagesError(
      'ROUTING_DUPLICATE_CONVERTER',
      `The path converter "${name}" is registered already.`,
      'Choose another name, or register one object only.'
    )
  }
  if (known === undefined) converters.set(name, new NamedConverter(name, converter as Converter))
}

/** The converter of that name. */
export function findConverter(name: string): NamedConverter | undefined {
  return converters.get(name)
}

export function converterNames(): string[] {
  return [...converters.keys()]
}

// `g` and `y` would make `test` remember where it stopped, `m` would let a line break end the text
function wholeText(regex: RegExp | string): RegExp {
  if (typeof regex === 'string') return new RegExp(`^(?:${regex})$`)
  return new RegExp(`^(?:${regex.source})$`, regex.flags.replace(/[gmy]/g, ''))
}

// outside of a class such as `[^/]`
function holdsSlash(regex: RegExp | string): boolean {
  const source = typeof regex === 'string' ? regex : regex.source
  return source.replace(/\[(?:\\.|[^\]])*\]/g, '').includes('/')
}

function safeInteger(text: string): number | undefined {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

/** A string, a finite number or a bigint as text; anything else is refused. */
export function plainText(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'bigint') return String(value)
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}
