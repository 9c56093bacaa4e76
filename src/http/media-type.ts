/** A media type and its parameters, names in lower case. */
export interface MediaType {
  /** `text/html`; in a range either half may be `*`. */
  readonly type: string
  readonly params: Readonly<Record<string, string>>
}

// RFC 9110 8.3.1 and 5.6.6
const TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+"
const TYPE = new RegExp(`^\\s*(${TOKEN}/${TOKEN})\\s*(?=;|$)`, 'i')
const PARAMETER = new RegExp(`\\s*;\\s*(?:(${TOKEN})=("(?:[^"\\\\]|\\\\.)*"|[^\\s;"]*))?`, 'iy')

/** Read `type/subtype; name=value`; `undefined` where there is no type in it. */
export function parseMediaType(text: string): MediaType | undefined {
  const match = TYPE.exec(text)
  if (match === null) return undefined
  return { type: match[1]!.toLowerCase(), params: parseParameters(text, match[0].length) }
}

/** Whether a media type without parameters means JSON: `application/json`, `application/problem+json`. */
export function isJsonType(type: string): boolean {
  return type.startsWith('application/') && (type === 'application/json' || type.endsWith('+json'))
}

function parseParameters(text: string, start: number): Record<string, string> {
  const params: Record<string, string> = Object.create(null)
  PARAMETER.lastIndex = start
  // a sticky expression forgets its place at the first thing that is no parameter: the rest is left out
  for (let match = PARAMETER.exec(text); match !== null; match = PARAMETER.exec(text)) {
    const [, name, value] = match
    if (name !== undefined) params[name.toLowerCase()] ??= unquoted(value!)
  }
  return params
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value
}
