/** A column as a migration writes it down. */
export interface ColumnDefinition {
  /** The engine's type, as TypeORM normalises it. */
  readonly type: string
  readonly length?: string
  readonly precision?: number
  readonly scale?: number
  readonly unsigned?: boolean
  /** False where it is not written. */
  readonly nullable?: boolean
  /** An SQL expression: `0`, `'fr'`, `now()`. */
  readonly default?: string
  readonly primary?: boolean
  readonly generated?: 'increment' | 'uuid' | 'rowid' | 'identity'
  /** Of a column that is `generated: 'identity'` (PostgreSQL). */
  readonly identity?: 'ALWAYS' | 'BY DEFAULT'
  readonly array?: boolean
  readonly enum?: readonly string[]
  readonly enumName?: string
  readonly collation?: string
  readonly charset?: string
  readonly comment?: string
  readonly onUpdate?: string
  readonly generatedAs?: string
  readonly generatedType?: 'VIRTUAL' | 'STORED'
}

/** An index; its name is the key under which it stands. */
export interface IndexDefinition {
  readonly columns: readonly string[]
  readonly unique?: boolean
  readonly where?: string
  readonly using?: string
  readonly spatial?: boolean
  readonly fulltext?: boolean
  readonly parser?: string
}

/** A unique constraint; its name is the key under which it stands. */
export interface UniqueDefinition {
  readonly columns: readonly string[]
  /** `INITIALLY DEFERRED` or `INITIALLY IMMEDIATE` (PostgreSQL). */
  readonly deferrable?: string
}

/** A check constraint; its name is the key under which it stands. */
export interface CheckDefinition {
  readonly expression: string
}

/** A foreign key; its name is the key under which it stands. */
export interface ForeignKeyDefinition {
  readonly columns: readonly string[]
  readonly references: { readonly table: string; readonly columns: readonly string[] }
  readonly onDelete?: string
  readonly onUpdate?: string
  readonly deferrable?: string
}

/** A table as a migration writes it down. */
export interface TableDefinition {
  readonly columns: Record<string, ColumnDefinition>
  readonly indices?: Record<string, IndexDefinition>
  readonly uniques?: Record<string, UniqueDefinition>
  readonly checks?: Record<string, CheckDefinition>
  readonly foreignKeys?: Record<string, ForeignKeyDefinition>
  readonly comment?: string
  readonly engine?: string
  /** SQLite alone. */
  readonly withoutRowid?: boolean
}

/** A view as a migration writes it down. */
export interface ViewDefinition {
  /** The query behind it: `SELECT …`. */
  readonly expression: string
  /** PostgreSQL alone. */
  readonly materialized?: boolean
}
