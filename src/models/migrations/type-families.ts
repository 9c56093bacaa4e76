import type { ColumnDefinition } from './schema'

// the smaller first: a value of one fits into those behind it
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  text: [
    'enum',
    'character',
    'char',
    'nchar',
    'character varying',
    'varchar',
    'nvarchar',
    'tinytext',
    'citext',
    'text',
    'mediumtext',
    'longtext',
    'clob'
  ],
  integer: ['tinyint', 'smallint', 'mediumint', 'int', 'integer', 'bigint'],
  fraction: ['real', 'float', 'double', 'double precision'],
  decimal: ['decimal', 'numeric'],
  moment: [
    'date',
    'datetime',
    'timestamp',
    'timestamp without time zone',
    'timestamp with time zone'
  ],
  time: ['time', 'time without time zone', 'time with time zone'],
  document: ['json', 'jsonb', 'simple-json'],
  bytes: ['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob', 'bytea'],
  boolean: ['boolean', 'bool']
}

/** What kind of values a type holds; a type that has no like is a family of its own. */
export function familyOf({ type }: ColumnDefinition): string {
  const [family] = Object.entries(FAMILIES).find(([, types]) => types.includes(type)) ?? []
  return family ?? type
}

/** Whether every value of one type fits into another, lengths and digits aside. */
export function fitsInto(from: ColumnDefinition, to: ColumnDefinition): boolean {
  if (from.type === to.type) return true
  const family = familyOf(from)
  // json and jsonb are written differently, and hold the same
  if (family === 'document' && familyOf(to) === family) return true
  if (family === familyOf(to)) return isWider(FAMILIES[family]!, from.type, to.type)
  if (isEndlessText(to)) return family !== 'bytes'
  return family === 'integer' && familyOf(to) === 'decimal' && to.precision === undefined
}

function isWider(types: readonly string[], from: string, to: string): boolean {
  return types.indexOf(from) <= types.indexOf(to)
}

/** Text of any length. */
export function isEndlessText({ type, length }: ColumnDefinition): boolean {
  const endless = ['text', 'longtext', 'clob', 'varchar', 'character varying']
  return endless.includes(type) && length === undefined
}
