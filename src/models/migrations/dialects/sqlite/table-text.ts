import { parts, textOf } from '../../introspection/create-table'
import { closing, mentions, tokensOf, type SqlToken } from '../../sql-tokens'

/** A column or a constraint as it stands in a `CREATE TABLE`. */
export interface TablePart {
  readonly kind: 'column' | 'constraint'
  /** Of a constraint, `undefined` where it was given none. */
  readonly name: string | undefined
  readonly text: string
}

const CONSTRAINTS = ['CONSTRAINT', 'UNIQUE', 'CHECK', 'FOREIGN', 'PRIMARY']
// as it stands behind the type of a column
const PRIMARY_KEY = /\s+PRIMARY\s+KEY(\s+(ASC|DESC))?(\s+AUTOINCREMENT)?/i

/** A `CREATE TABLE` of SQLite in parts: what an operation does not change stays as it was written. */
export class TableText {
  private constructor(
    readonly parts: readonly TablePart[],
    /** What stands behind the bracket: `WITHOUT ROWID`, `STRICT`. */
    private readonly tail: string
  ) {}

  static read(sql: string): TableText {
    const tokens = tokensOf(sql)
    const open = tokens.findIndex(({ kind, value }) => kind === 'sign' && value === '(')
    const close = closing(tokens, open)
    const found = parts(tokens.slice(open + 1, close)).map((part) => toPart(sql, part))
    return new TableText(found, sql.slice(tokens[close]!.end).trim())
  }

  /** The names of the columns. */
  get columns(): readonly string[] {
    return this.parts.flatMap(({ kind, name }) => (kind === 'column' ? [name!] : []))
  }

  get isAutoIncrement(): boolean {
    const words = this.parts.flatMap(({ kind, text }) => (kind === 'column' ? tokensOf(text) : []))
    return words.some(({ kind, value }) => kind === 'word' && value === 'AUTOINCREMENT')
  }

  constraint(name: string): TablePart | undefined {
    return this.parts.find((part) => part.kind === 'constraint' && part.name === name)
  }

  column(name: string): TablePart | undefined {
    return this.parts.find((part) => part.kind === 'column' && part.name === name)
  }

  /** Columns go in front of the constraints. */
  with(part: TablePart): TableText {
    const isBehind = part.kind === 'constraint'
    const columns = this.parts.filter(({ kind }) => kind === 'column')
    const constraints = this.parts.filter(({ kind }) => kind === 'constraint')
    return this.of(isBehind ? [...this.parts, part] : [...columns, part, ...constraints])
  }

  without(isGone: (part: TablePart) => boolean): TableText {
    return this.of(this.parts.filter((part) => !isGone(part)))
  }

  replace(old: TablePart, part: TablePart): TableText {
    return this.of(this.parts.map((one) => (one === old ? part : one)))
  }

  /** Without a column, and without the constraints that name it. */
  withoutColumn(name: string): TableText {
    return this.without((part) =>
      part.kind === 'column' ? part.name === name : mentions(ownColumns(part.text), name)
    )
  }

  /** With a primary key on these columns, or none, said behind them all. */
  withPrimaryKey(clause: string | undefined): TableText {
    const isKey = ({ kind, text }: TablePart): boolean =>
      kind === 'constraint' && /^(CONSTRAINT\s+\S+\s+)?PRIMARY\s/i.test(text)
    const bare = this.without(isKey).parts.map((part) =>
      part.kind === 'column' ? { ...part, text: part.text.replace(PRIMARY_KEY, '') } : part
    )
    const key = { kind: 'constraint', name: undefined, text: clause ?? '' } as const
    return this.of(clause === undefined ? bare : [...bare, key])
  }

  /** The statement that makes the table under a name in quotes. */
  creation(name: string): string {
    const text = this.parts.map((part) => part.text).join(', ')
    return `CREATE TABLE ${name} (${text})${this.tail === '' ? '' : ` ${this.tail}`}`
  }

  private of(changed: readonly TablePart[]): TableText {
    return new TableText(changed, this.tail)
  }
}

function toPart(sql: string, tokens: readonly SqlToken[]): TablePart {
  const [first, second] = tokens
  const text = sql.slice(first!.start, tokens.at(-1)!.end)
  const isConstraint = first!.kind === 'word' && CONSTRAINTS.includes(first!.value)
  if (!isConstraint) return { kind: 'column', name: textOf(sql, first!), text }
  const name = first!.value === 'CONSTRAINT' ? textOf(sql, second!) : undefined
  return { kind: 'constraint', name, text }
}

// the columns that a foreign key points to are another table's
function ownColumns(text: string): string {
  const references = tokensOf(text).find(
    ({ kind, value }) => kind === 'word' && value === 'REFERENCES'
  )
  const own = references === undefined ? text : text.slice(0, references.start)
  return own.replace(/^CONSTRAINT\s+("[^"]*"|`[^`]*`|\[[^\]]*\]|\S+)\s+/i, '')
}
