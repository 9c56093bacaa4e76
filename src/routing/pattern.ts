/** One captured part of a path. */
export interface Parameter {
  readonly name: string
  /** Name of its converter; `undefined` in a regular expression. */
  readonly converter?: string
  /** `Number`, `String`, `BigInt`, …: what the converted value is. */
  readonly type: unknown
}

/** A compiled path: matches, converts and builds. */
export interface Pattern {
  /** As declared, with every prefix: `/articles/<int:id>`. */
  readonly source: string
  /** The route that Fastify registers for it: `/articles/:id`, `/files/*`. */
  readonly shape: string
  readonly parameters: readonly Parameter[]
  /**
   * Whether `convert` is enough after Fastify has matched `shape`: every segment is one literal or one parameter.
   * Otherwise `match` has to look at the whole path.
   */
  readonly isSimple: boolean
  /** Converted values from what Fastify found for `shape` (by position, decoded); `undefined` where one is refused. */
  convert(raw: Readonly<Record<string, string>>): Record<string, unknown> | undefined
  /** Converted values from a raw path (percent-encoded, without query); `undefined` where it does not match. */
  match(path: string): Record<string, unknown> | undefined
  /** The path with these values in it, percent-encoded; `undefined` where names or values do not fit. */
  build(values: Readonly<Record<string, unknown>>): string | undefined
}
