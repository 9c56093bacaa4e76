import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { isBytes } from '../declared-type'

/** What a column holds, as far as it says which values it can be compared with. */
export type LookupKind =
  | 'integer'
  | 'decimal'
  | 'float'
  | 'text'
  | 'uuid'
  | 'enum'
  | 'boolean'
  | 'moment'
  | 'day'
  | 'json'
  | 'bytes'
  | 'list'
  | 'other'

/** Which way a value may be moved that a column cannot hold, so that a comparison stays true. */
export type Rounding = 'up' | 'down'

const TYPES: readonly (readonly [LookupKind, readonly unknown[]])[] = [
  ['integer', [Number, BigInt, 'integer', 'int', 'tinyint', 'smallint', 'mediumint', 'bigint']],
  ['integer', ['int2', 'int4', 'int8', 'unsigned big int']],
  ['decimal', ['decimal', 'numeric', 'dec', 'fixed']],
  ['float', ['float', 'float4', 'float8', 'double', 'double precision', 'real']],
  [
    'text',
    [String, 'text', 'varchar', 'char', 'character varying', 'character', 'varying character']
  ],
  ['text', ['nvarchar', 'nchar', 'national varchar', 'national char', 'native character', 'clob']],
  ['text', ['tinytext', 'mediumtext', 'longtext', 'citext']],
  ['uuid', ['uuid']],
  ['enum', ['enum', 'simple-enum']],
  ['boolean', [Boolean, 'boolean', 'bool']],
  ['moment', [Date, 'datetime', 'timestamp', 'timestamptz']],
  ['moment', ['timestamp with time zone', 'timestamp without time zone']],
  ['day', ['date']],
  ['json', ['json', 'jsonb', 'simple-json']],
  ['bytes', ['blob', 'tinyblob', 'mediumblob', 'longblob', 'bytea', 'binary', 'varbinary']],
  ['list', ['simple-array', 'set']]
]

/** The kind of a column; `other` where a transformer of its own, or a rare type, decides what fits. */
export function lookupKind({ type, transformer, isArray }: ColumnMetadata): LookupKind {
  const kind = TYPES.find(([, types]) => types.includes(type))?.[0]
  if (kind === 'json') return kind
  if (transformer !== undefined) return 'other'
  if (isArray) return 'list'
  return isBytes(type) ? 'bytes' : (kind ?? 'other')
}
