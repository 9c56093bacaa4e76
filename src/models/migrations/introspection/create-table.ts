import { closing, tokensOf, type SqlToken } from '../sql-tokens'

/** What a `CREATE TABLE` of SQLite says beyond what its pragmas tell. */
export interface CreateTable {
  readonly columns: ReadonlyMap<string, ColumnClauses>
  readonly constraints: readonly TableConstraint[]
  readonly isWithoutRowid: boolean
}

/** What stands behind the type of a column. */
export interface ColumnClauses {
  readonly collation?: string
  readonly generatedAs?: string
  readonly checks: readonly string[]
  readonly isCounted: boolean
}

/** A constraint of a whole table; `name` is missing where it was given none. */
export interface TableConstraint {
  readonly kind: 'UNIQUE' | 'CHECK' | 'FOREIGN' | 'PRIMARY'
  readonly name?: string
  readonly columns: readonly string[]
  readonly expression?: string
  readonly references?: string
  readonly deferrable?: string
}

const CONSTRAINTS = ['CONSTRAINT', 'UNIQUE', 'CHECK', 'FOREIGN', 'PRIMARY']

/** Read a `CREATE TABLE` as SQLite keeps it. */
export function parseCreateTable(sql: string): CreateTable {
  const tokens = tokensOf(sql)
  const open = tokens.findIndex(({ value }) => value === '(')
  const close = closing(tokens, open)
  const columns = new Map<string, ColumnClauses>()
  const constraints: TableConstraint[] = []
  for (const part of parts(tokens.slice(open + 1, close))) {
    const [first] = part
    if (first!.kind === 'word' && CONSTRAINTS.includes(first!.value)) {
      constraints.push(constraintOf(sql, part))
    } else {
      columns.set(textOf(sql, first!), clausesOf(sql, part.slice(1)))
    }
  }
  const isWithoutRowid = tokens.slice(close).some(({ value }) => value === 'WITHOUT')
  return { columns, constraints, isWithoutRowid }
}

/** Cut at the commas outside brackets. */
export function parts(tokens: readonly SqlToken[]): SqlToken[][] {
  const found: SqlToken[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    const sign = token.kind === 'sign' ? token.value : undefined
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === ',' && depth === 0) found.push([])
    else found.at(-1)!.push(token)
  }
  return found.filter(({ length }) => length > 0)
}

function clausesOf(sql: string, tokens: readonly SqlToken[]): ColumnClauses {
  const outside = outsideBrackets(tokens)
  const after = (word: string): number => outside.find((at) => isWord(tokens[at], word)) ?? -1
  const collate = after('COLLATE')
  const as = after('AS')
  const checks = outside.filter((at) => isWord(tokens[at], 'CHECK'))
  return {
    ...(collate === -1 ? {} : { collation: textOf(sql, tokens[collate + 1]!) }),
    ...(as === -1 ? {} : { generatedAs: bracketed(sql, tokens, as + 1) }),
    checks: checks.map((at) => bracketed(sql, tokens, at + 1)),
    isCounted: after('AUTOINCREMENT') !== -1
  }
}

function constraintOf(sql: string, part: readonly SqlToken[]): TableConstraint {
  const isNamed = isWord(part[0], 'CONSTRAINT')
  const tokens = isNamed ? part.slice(2) : part
  const kind = tokens[0]!.value as TableConstraint['kind']
  const open = tokens.findIndex(({ value }) => value === '(')
  const references = tokens.findIndex((token) => isWord(token, 'REFERENCES'))
  const deferrable = /DEFERRABLE (INITIALLY (?:DEFERRED|IMMEDIATE))/.exec(
    tokens.map(({ value }) => value).join(' ')
  )
  const columns = parts(tokens.slice(open + 1, closing(tokens, open)))
  return {
    kind,
    ...(isNamed ? { name: textOf(sql, part[1]!) } : {}),
    columns: kind === 'CHECK' ? [] : columns.map(([name]) => textOf(sql, name!)),
    ...(kind === 'CHECK' ? { expression: bracketed(sql, tokens, open) } : {}),
    ...(references === -1 ? {} : { references: textOf(sql, tokens[references + 1]!) }),
    ...(deferrable === null ? {} : { deferrable: deferrable[1]! })
  }
}

function outsideBrackets(tokens: readonly SqlToken[]): number[] {
  const found: number[] = []
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.value === '(' && tokens[at]!.kind === 'sign') at = closing(tokens, at)
    else found.push(at)
  }
  return found
}

function bracketed(sql: string, tokens: readonly SqlToken[], open: number): string {
  const close = tokens[closing(tokens, open)]
  return sql.slice(tokens[open]!.end, close?.start).trim()
}

function isWord(token: SqlToken | undefined, word: string): boolean {
  return token?.kind === 'word' && token.value === word
}

/** A name as it was written, without its quotes. */
export function textOf(sql: string, { kind, value, start, end }: SqlToken): string {
  return kind === 'word' ? sql.slice(start, end) : value
}
