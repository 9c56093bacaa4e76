/** What a column holds, as JavaScript sees it. */
export type ValueType =
  'string' | 'number' | 'boolean' | 'bigint' | 'date' | 'bytes' | 'list' | 'json' | 'unknown'

/** What the text of a column is. */
export type TextForm = 'uuid' | 'decimal' | 'bigint' | 'day' | 'time' | 'moment'

/** A column, as those need to know it who check, document or render its values. */
export interface ColumnDescription {
  readonly kind: 'column'
  readonly name: string
  readonly value: ValueType
  /** Where the value is text that is more than text. */
  readonly form?: TextForm
  /** Of a `number`: no fractions. */
  readonly isInteger?: boolean
  /** The smallest and the greatest number that the column takes. */
  readonly range?: readonly [min: number, max: number]
  readonly maxLength?: number
  /** Of a decimal: digits in all, and after the point. */
  readonly precision?: number
  readonly scale?: number
  /** The values that are allowed, where they are a list. */
  readonly choices?: readonly (string | number)[]
  readonly isNullable: boolean
  readonly isPrimary: boolean
  /** The database or the framework makes its value: a counted key, a version, dates of creation and change. */
  readonly isMade: boolean
  readonly hasDefault: boolean
  /** The default, where it is a plain value. */
  readonly default?: string | number | boolean
  /** Declared with `select: false`. */
  readonly isHidden: boolean
}

/** A relation to other rows. */
export interface RelationDescription {
  readonly kind: 'relation'
  readonly name: string
  readonly isList: boolean
  readonly isNullable: boolean
  readonly target: () => ModelDescription
}

/** An object whose columns are columns of the row. */
export interface EmbeddedDescription {
  readonly kind: 'embedded'
  readonly name: string
  readonly fields: ReadonlyMap<string, FieldDescription>
}

export type FieldDescription = ColumnDescription | RelationDescription | EmbeddedDescription

/** An entity as plain data. */
export interface ModelDescription {
  readonly name: string
  readonly fields: ReadonlyMap<string, FieldDescription>
  /** The columns of the primary key. */
  readonly key: readonly ColumnDescription[]
}
