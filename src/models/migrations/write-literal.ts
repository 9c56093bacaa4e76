const WIDTH = 100

/** A value as TypeScript, laid out as Prettier would behind `indent` spaces and `lead` characters more. */
export function literal(value: unknown, indent = 0, lead = 0): string {
  const flat = flatLiteral(value)
  if (indent + lead + flat.length <= WIDTH && !flat.includes('\n')) return flat
  if (Array.isArray(value) && value.length > 0) return brokenArray(value, indent)
  if (isRecord(value)) return brokenObject(value, indent)
  return flat
}

/** An object with a line for each of its properties. */
export function brokenObject(value: Readonly<Record<string, unknown>>, indent: number): string {
  const inner = indent + 2
  const properties = entriesOf(value).map(([key, item]) => property(key, item, inner))
  return `{\n${properties.join(',\n')}\n${' '.repeat(indent)}}`
}

function property(key: string, value: unknown, indent: number): string {
  const start = `${' '.repeat(indent)}${keyOf(key)}:`
  const text = literal(value, indent, start.length - indent + 2)
  const isLong = start.length + 2 + text.length > WIDTH
  // Prettier moves a long string to a line of its own, and leaves one of several lines where it is
  const moves = typeof value === 'string' && isLong && !text.includes('\n')
  return moves ? `${start}\n${' '.repeat(indent + 2)}${text}` : `${start} ${text}`
}

function brokenArray(values: readonly unknown[], indent: number): string {
  const inner = indent + 2
  const items = values.map((value) => `${' '.repeat(inner)}${literal(value, inner, 1)}`)
  return `[\n${items.join(',\n')}\n${' '.repeat(indent)}]`
}

function flatLiteral(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(flatLiteral).join(', ')}]`
  if (!isRecord(value)) return String(value)
  const properties = entriesOf(value).map(([key, item]) => `${keyOf(key)}: ${flatLiteral(item)}`)
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`
}

function entriesOf(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)
}

/** A string in the quotes that need the fewest escapes; one of several lines as a template. */
export function quoted(text: string): string {
  if (text.includes('\n')) {
    return `\`${text.replaceAll(/[\\`]|\$\{/g, (sign) => `\\${sign}`)}\``
  }
  const isBetterDouble = count(text, "'") > count(text, '"')
  const quote = isBetterDouble ? '"' : "'"
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return `${quote}${escaped.replaceAll(quote, `\\${quote}`)}${quote}`
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}

/** `await schema.addColumn(…)` on one line, with the last object broken, or with a line for each argument. */
export function call(head: string, values: readonly unknown[], indent: number): string {
  const pad = ' '.repeat(indent)
  const flat = `${pad}${head}(${values.map(flatLiteral).join(', ')})`
  if (flat.length <= WIDTH && !flat.includes('\n')) return flat
  const last = values.at(-1)
  const others = values.slice(0, -1)
  const start = `${pad}${head}(${others.map((value) => `${flatLiteral(value)}, `).join('')}`
  const hugs = isRecord(last) && !isRecord(others.at(-1)) && start.length + 1 <= WIDTH
  if (hugs && !start.includes('\n')) return `${start}${brokenObject(last, indent)})`
  const inner = ' '.repeat(indent + 2)
  const lines = values.map((value) => `${inner}${literal(value, indent + 2, 1)}`)
  return `${pad}${head}(\n${lines.join(',\n')}\n${pad})`
}
