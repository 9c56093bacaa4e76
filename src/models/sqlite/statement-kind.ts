/** What has to be known of a statement before it runs. */
export interface StatementKind {
  /** Locks the database against other writers. */
  readonly writes: boolean
  /** Opens or ends a transaction. */
  readonly step?: 'begin' | 'commit' | 'rollback'
  /** Leaves something on its connection: a setting, a temporary table, an attached file. */
  readonly changesSession: boolean
  /** Answers with rows, not with a count of them. */
  readonly returnsRows: boolean
  readonly isInsert: boolean
  /** Worth preparing once. A `PRAGMA` may act while it is prepared, and `CREATE` comes once. */
  readonly isReusable: boolean
  /** Several statements in one text. */
  readonly isScript?: boolean
}

const READ: StatementKind = {
  writes: false,
  changesSession: false,
  returnsRows: true,
  isInsert: false,
  isReusable: true
}
const ONCE: StatementKind = { ...READ, isReusable: false }
const CHANGE: StatementKind = { ...READ, writes: true, returnsRows: false }
const SCHEMA: StatementKind = { ...ONCE, writes: true }
const SESSION: StatementKind = { ...SCHEMA, changesSession: true }
const SCRIPT: StatementKind = { ...SESSION, isScript: true }

const KINDS: Readonly<Record<string, StatementKind>> = {
  SELECT: READ,
  VALUES: READ,
  EXPLAIN: READ,
  INSERT: { ...CHANGE, isInsert: true },
  REPLACE: { ...CHANGE, isInsert: true },
  UPDATE: CHANGE,
  DELETE: CHANGE,
  BEGIN: { ...READ, writes: true, step: 'begin' },
  SAVEPOINT: { ...READ, writes: true, step: 'begin' },
  COMMIT: { ...READ, step: 'commit' },
  END: { ...READ, step: 'commit' },
  ROLLBACK: { ...READ, step: 'rollback' },
  RELEASE: READ,
  ATTACH: SESSION,
  DETACH: SESSION
}

// pragmas that only read when they are given an argument; the isolation level means nothing without a shared cache
const READING_PRAGMA =
  /^(table_|index_|foreign_key_|function_|collation_|read_uncommitted$|integrity_check|quick_check|wal_checkpoint|optimize)/i
const FIRST_WORD = /^(?:[\s;(]|--[^\n]*\n|\/\*[\s\S]*?\*\/)*([a-z]+)/i
const LITERALS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g

/** What kind of statement `sql` is, from its words alone; one that is not known counts as writing. */
export function kindOf(sql: string): StatementKind {
  // SQLite prepares the first statement of a text, and says nothing of the others
  if (sql.includes(';') && /;\s*[^\s;]/.test(code(sql))) return SCRIPT
  const start = FIRST_WORD.exec(sql)
  const word = start?.[1]?.toUpperCase() ?? ''
  switch (word) {
    case 'SELECT':
      return READ
    case 'INSERT':
    case 'REPLACE':
    case 'UPDATE':
    case 'DELETE':
      return withRows(KINDS[word]!, sql)
    case 'WITH':
      return withKind(sql)
    case 'ROLLBACK':
      return /\bTO\b/i.test(sql) ? READ : KINDS.ROLLBACK!
    case 'PRAGMA':
      return pragmaKind(sql.slice(start![0].length))
    case 'CREATE':
      return /^\s+TEMP(ORARY)?\b/i.test(sql.slice(start![0].length)) ? SESSION : SCHEMA
    default:
      return KINDS[word] ?? SCHEMA
  }
}

// the statement proper follows the bracket that closes the last table expression
function withKind(sql: string): StatementKind {
  const [, word] = /\)\s*(INSERT|REPLACE|UPDATE|DELETE)\b/i.exec(code(sql)) ?? []
  return word === undefined ? READ : withRows(KINDS[word.toUpperCase()]!, sql)
}

function withRows(kind: StatementKind, sql: string): StatementKind {
  const returnsRows = /\bRETURNING\b/i.test(sql) && /\bRETURNING\b/i.test(code(sql))
  return returnsRows ? { ...kind, returnsRows } : kind
}

function pragmaKind(rest: string): StatementKind {
  const [, name, operator] = /^\s+(?:["\w]+\.)?(\w+)\s*([=(]?)/.exec(rest) ?? []
  return operator === '' || READING_PRAGMA.test(name ?? '') ? ONCE : SESSION
}

/** `sql` without its literals, quoted names and comments. */
function code(sql: string): string {
  return sql.replace(LITERALS, ' ')
}
