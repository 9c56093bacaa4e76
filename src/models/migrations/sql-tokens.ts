/** One word, name, text, number or sign of an SQL text. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'sign'
  /** A word in capitals, a name or string without its quotes, or the sign. */
  readonly value: string
  readonly start: number
  readonly end: number
}

const TOKEN =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])|(?<string>'(?:[^']|'')*')|(?<word>[\w$]+)|(?<sign>[\s\S])/gu

/** The tokens of an SQL text, comments left out. */
export function tokensOf(sql: string): SqlToken[] {
  const tokens: SqlToken[] = []
  for (const { 0: text, index: start, groups = {} } of sql.matchAll(TOKEN)) {
    if (groups.space !== undefined) continue
    const end = start + text.length
    if (groups.name !== undefined) tokens.push({ kind: 'name', value: unquoted(text), start, end })
    else if (groups.string !== undefined) {
      tokens.push({ kind: 'string', value: unquoted(text), start, end })
    } else if (groups.word !== undefined) {
      tokens.push({ kind: 'word', value: text.toUpperCase(), start, end })
    } else tokens.push({ kind: 'sign', value: text, start, end })
  }
  return tokens
}

/** Whether an SQL text names a table or column. */
export function mentions(sql: string, name: string): boolean {
  const isSame = ({ kind, value }: SqlToken): boolean =>
    kind === 'name' ? sameName(value, name) : kind === 'word' && value === name.toUpperCase()
  return tokensOf(sql).some(isSame)
}

/** An SQL text in which a column or table has another name. */
export function renamedIn(sql: string, from: string, to: string): string {
  let text = ''
  let last = 0
  for (const token of tokensOf(sql)) {
    const isSame =
      token.kind === 'name'
        ? sameName(token.value, from)
        : token.kind === 'word' && token.value === from.toUpperCase()
    if (!isSame) continue
    const [quote] = token.kind === 'name' ? sql[token.start]! : '"'
    text += `${sql.slice(last, token.start)}${quote}${to}${quote === '[' ? ']' : quote}`
    last = token.end
  }
  return text + sql.slice(last)
}

/** Whether two SQL expressions differ in nothing but spaces, outer brackets, capitals and quotes around names. */
export function isSameExpression(a = '', b = ''): boolean {
  return canonical(a) === canonical(b)
}

function canonical(sql: string): string {
  const tokens = withoutBrackets(tokensOf(sql.replace(/;\s*$/, '')))
  const text = ({ kind, value }: SqlToken): string =>
    kind === 'string' ? `'${value}'` : value.toUpperCase()
  return tokens.map(text).join(' ')
}

function withoutBrackets(tokens: readonly SqlToken[]): readonly SqlToken[] {
  const isWrapped = tokens[0]?.value === '(' && closing(tokens, 0) === tokens.length - 1
  return isWrapped ? withoutBrackets(tokens.slice(1, -1)) : tokens
}

/** An SQL expression without the brackets around the whole of it. */
export function withoutOuterBrackets(sql: string): string {
  const tokens = tokensOf(sql)
  const [first] = withoutBrackets(tokens)
  const last = withoutBrackets(tokens).at(-1)
  return first === undefined ? sql : sql.slice(first.start, last!.end)
}

/** Where the bracket that opens at `index` is closed. */
export function closing(tokens: readonly SqlToken[], index: number): number {
  let depth = 0
  for (let at = index; at < tokens.length; at++) {
    const { kind, value } = tokens[at]!
    if (kind !== 'sign') continue
    if (value === '(') depth++
    else if (value === ')' && --depth === 0) return at
  }
  return tokens.length
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function unquoted(text: string): string {
  const [quote] = text
  const inner = text.slice(1, -1)
  return quote === '[' ? inner : inner.replaceAll(`${quote}${quote}`, quote!)
}
