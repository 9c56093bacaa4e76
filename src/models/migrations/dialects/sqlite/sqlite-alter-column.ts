import { NuagesError } from '../../../../errors'
import type { ColumnDefinition } from '../../schema'
import type { AlterColumnOptions } from '../../edit-options'
import type { SchemaStatement } from '../../schema-statement'
import { unknownName } from '../schema-dialect'
import { columnConstraints } from './column-constraints'
import type { TableChange } from './copy-table'
import type { PresentTable } from './sqlite-catalogue'
import type { SqliteSql } from './sqlite-sql'
import type { TablePart, TableText } from './table-text'

interface ColumnChange {
  readonly name: string
  readonly column: ColumnDefinition
  readonly options: AlterColumnOptions
  /** Whether rows without a value take that of `backfill`. */
  readonly isFilled: boolean
}

const SHOWN = 5
const NUMBERS = /int|real|floa|doub|num|dec|bool/i

/** A table with one column altered. */
export function alterSqliteColumn(
  sql: SqliteSql,
  present: PresentTable,
  { name, column, options, isFilled }: ColumnChange
): TableChange {
  const old = present.text.column(name)
  if (old === undefined) throw unknownName('column', present.name, name)
  const own = options.using ?? sql.quote(name)
  const value =
    isFilled || (options.using && options.backfill) ? `coalesce(${own}, ${options.backfill})` : own
  const isOtherType = sql.typeOf(column).toLowerCase() !== present.types.get(name)?.toLowerCase()
  return {
    text: alteredText(sql, present, { old, name, column }),
    values: new Map([[name, value]]),
    checks: (copy) =>
      isOtherType && NUMBERS.test(column.type) ? [numbersOnly(sql, copy, { present, name })] : []
  }
}

interface Replacement {
  readonly old: TablePart
  readonly name: string
  readonly column: ColumnDefinition
}

function alteredText(
  sql: SqliteSql,
  { text, key, sql: creation }: PresentTable,
  { old, name, column }: Replacement
): TableText {
  const isPrimary = column.primary === true
  const rest = columnConstraints(creation, name, old.text)
  const withText = (isKeyInline: boolean): TablePart => ({
    ...old,
    text: sql.columnSql(name, column, isKeyInline) + rest
  })
  const others = key.filter((other) => other !== name)
  const columns = isPrimary ? [...others, name] : others
  const isAlone = isPrimary && others.length === 0
  // a key counts up where the column itself says that it is the key
  const isCounted = isAlone && column.generated === 'increment'
  if (key.includes(name) === isPrimary && !isCounted) {
    const isInline = isPrimary && /\bPRIMARY\s+KEY\b/i.test(old.text)
    return text.replace(old, withText(isInline))
  }
  const clause = columns.length === 0 || isAlone ? undefined : sql.primaryKeyClause(columns)
  const keyed = text.withPrimaryKey(clause)
  return keyed.replace(keyed.column(name)!, withText(isAlone))
}

/** Other engines refuse to make a number of a text that is none; SQLite would keep the text. */
function numbersOnly(
  sql: SqliteSql,
  copy: string,
  { present, name }: { readonly present: PresentTable; readonly name: string }
): SchemaStatement {
  const column = sql.quote(name)
  return {
    sql: `SELECT ${column} AS value FROM ${copy} WHERE typeof(${column}) IN ('text', 'blob') LIMIT ${SHOWN}`,
    refuse: (rows) => {
      if (rows.length === 0) return undefined
      const values = (rows as { readonly value: unknown }[]).map(({ value }) =>
        JSON.stringify(value)
      )
      return new NuagesError(
        'MIGRATION_VALUES_DO_NOT_FIT',
        `"${present.name}" has values in "${name}" that are no numbers: ${values.join(', ')}.`,
        'Mend them in a data migration, or say how to make numbers of them: `{ using: "…" }`.'
      )
    }
  }
}
