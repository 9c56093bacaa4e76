/** What an expression says in a row: literal text, a group by its name, or parts that may be left out. */
export type RegexTemplate = readonly (string | { group: string } | { optional: RegexTemplate })[]

interface Reader {
  readonly source: string
  at: number
}

// `(?<name>`, `(?:` and `(`
const OPENING = /\((?:\?<(?<name>\w+)>|\?:|(?!\?))/y
const LITERAL = /\\(?<escaped>[^\w\s])|(?<plain>[^\\^$.*+?()[\]{}|])/y

/** The way back from an expression to a path; `undefined` where there is more than one way to write it. */
export function parseRegexTemplate(source: string): RegexTemplate | undefined {
  const reader = { source, at: 0 }
  const template = readSequence(reader)
  return reader.at === source.length ? template : undefined
}

/** The text with these groups in it, each passed through `guard`; optional parts where all their groups are given. */
export function writeRegexTemplate(
  template: RegexTemplate,
  texts: Readonly<Record<string, unknown>>,
  guard: (text: string) => string
): string {
  return template
    .map((part) => {
      if (typeof part === 'string') return part
      if ('group' in part)
        return texts[part.group] === undefined ? '' : guard(String(texts[part.group]))
      return isWanted(part.optional, texts) ? writeRegexTemplate(part.optional, texts, guard) : ''
    })
    .join('')
}

function readSequence(reader: Reader): RegexTemplate | undefined {
  const parts: RegexTemplate[number][] = []
  while (reader.at < reader.source.length && reader.source[reader.at] !== ')') {
    if (take(reader, /[\^$]/y) !== null) continue
    const part = readPart(reader)
    if (part === undefined || take(reader, /[*+{]/y) !== null) return undefined
    const isOptional = take(reader, /\?\??/y) !== null
    parts.push(...(isOptional ? [{ optional: part }] : part))
  }
  return parts
}

function readPart(reader: Reader): RegexTemplate | undefined {
  const literal = take(reader, LITERAL)?.groups
  if (literal !== undefined) return [(literal.escaped ?? literal.plain)!]
  const opening = take(reader, OPENING)
  if (opening === null) return undefined
  const name = opening.groups?.name
  if (name === undefined) {
    const inner = readSequence(reader)
    return take(reader, /\)/y) === null ? undefined : inner
  }
  reader.at = endOfGroup(reader)
  return [{ group: name }]
}

/** Behind the bracket that closes the group in which the reader stands. */
function endOfGroup({ source, at }: Reader): number {
  let depth = 1
  let isClass = false
  for (; at < source.length && depth > 0; at++) {
    const character = source[at]
    if (character === '\\') at++
    else if (isClass) isClass = character !== ']'
    else if (character === '[') isClass = true
    else if (character === '(') depth++
    else if (character === ')') depth--
  }
  return at
}

function take(reader: Reader, expression: RegExp): RegExpExecArray | null {
  expression.lastIndex = reader.at
  const match = expression.exec(reader.source)
  if (match !== null) reader.at = expression.lastIndex
  return match
}

/** Whether an optional part has groups, and all that it cannot do without are given. */
function isWanted(template: RegexTemplate, texts: Readonly<Record<string, unknown>>): boolean {
  const parts = template.filter((part) => typeof part !== 'string')
  const needed = parts.flatMap((part) => ('group' in part ? [part.group] : []))
  if (needed.length > 0) return needed.every((name) => texts[name] !== undefined)
  return parts.some((part) => 'optional' in part && isWanted(part.optional, texts))
}
