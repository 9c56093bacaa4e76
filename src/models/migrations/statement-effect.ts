/** What a statement does: `schema` changes tables, and commits a transaction of MySQL; `data` changes rows. */
export type StatementEffect = 'schema' | 'data' | 'none'

const FIRST_WORD = /^(?:[\s;(]|--[^\n]*\n|\/\*[\s\S]*?\*\/)*([a-z]+)/i
const WRITES = /\b(INSERT|UPDATE|DELETE|MERGE)\b/i
const DATA = new Set([
  'INSERT',
  'UPDATE',
  'DELETE',
  'REPLACE',
  'MERGE',
  'COPY',
  'LOAD',
  'CALL',
  'DO'
])
const NOTHING = new Set([
  ...['SELECT', 'SHOW', 'EXPLAIN', 'DESCRIBE', 'DESC', 'VALUES', 'TABLE', 'PRAGMA'],
  ...['SET', 'USE', 'START', 'BEGIN', 'COMMIT', 'ROLLBACK', 'SAVEPOINT', 'RELEASE', 'END']
])

/** What a statement does, by its words. */
export function effectOf(sql: string): StatementEffect {
  const word = FIRST_WORD.exec(sql)?.[1]?.toUpperCase() ?? ''
  if (word === 'WITH') return WRITES.test(sql) ? 'data' : 'none'
  // PostgreSQL's counters are moved by a query
  if (word === 'SELECT' && /\bsetval\(/i.test(sql)) return 'data'
  if (DATA.has(word)) return 'data'
  return NOTHING.has(word) ? 'none' : 'schema'
}

/** Whether a statement begins or ends a transaction. */
export function isTransactionControl(sql: string): boolean {
  const word = FIRST_WORD.exec(sql)?.[1]?.toUpperCase() ?? ''
  if (word === 'ROLLBACK') return !/^[\s\S]*?ROLLBACK\s+(WORK\s+|TRANSACTION\s+)?TO\b/i.test(sql)
  return ['BEGIN', 'START', 'COMMIT', 'END', 'ABORT'].includes(word)
}
