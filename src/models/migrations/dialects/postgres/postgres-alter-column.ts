import type { ColumnDefinition } from '../../schema'
import type { AlterColumnOptions } from '../../edit-options'
import { statement, type SchemaStatement } from '../../schema-statement'
import type { PresentColumn } from './postgres-catalogue'
import type { PostgresParts } from './postgres-parts'
import { countedType } from './postgres-sql'

interface Change {
  readonly table: string
  readonly name: string
  readonly column: ColumnDefinition
  readonly options: AlterColumnOptions
}

/** Alters one column, and keeps its values. */
export class PostgresColumnChange {
  private readonly alter: (change: string) => SchemaStatement

  constructor(
    private readonly parts: PostgresParts,
    private readonly change: Change,
    private readonly isNullLeft: () => Promise<boolean>
  ) {
    const { table, name } = change
    this.alter = (text) => statement(parts.sql.alterColumnSql(table, name, text))
  }

  async plan(): Promise<SchemaStatement[]> {
    const { catalogue } = this.parts
    const { table, name, column } = this.change
    const present = await catalogue.column(table, name)
    if (present.isGenerated || column.generatedAs !== undefined) return this.remake(present)
    const isCounted = column.generated === 'increment'
    const staysCounted = isCounted && present.sequence !== null && !present.isIdentity
    const type = await this.changeType(present)
    return [
      ...(staysCounted
        ? this.widenSequence(present)
        : this.releaseValues(present, type.length > 0)),
      ...type,
      ...(isCounted && !staysCounted ? this.countUp() : []),
      ...this.setValues(present),
      ...(await this.changeKey()),
      ...(await this.changeNullability(present)),
      ...this.changeComment(present)
    ]
  }

  /** A default belongs to the old type; so do sequences and identities, which stay where nothing changes. */
  private releaseValues(present: PresentColumn, isOtherType: boolean): SchemaStatement[] {
    const { column } = this.change
    const { generated, identity } = column
    if (present.isIdentity) {
      if (generated === 'identity') return [this.alter(`SET GENERATED ${identity ?? 'BY DEFAULT'}`)]
      return [this.alter('DROP IDENTITY IF EXISTS')]
    }
    const isReplaced = !isOtherType && this.parts.sql.defaultSql(column) !== undefined
    if (present.default === null || isReplaced) return []
    return [
      this.alter('DROP DEFAULT'),
      ...(present.sequence === null ? [] : [statement(`DROP SEQUENCE ${present.sequence}`)])
    ]
  }

  /** A sequence of a smaller type would end where that type ends. */
  private widenSequence({ sequence }: PresentColumn): SchemaStatement[] {
    return [statement(`ALTER SEQUENCE ${sequence} AS ${countedType(this.change.column)}`)]
  }

  private async changeType(present: PresentColumn): Promise<SchemaStatement[]> {
    const { sql, enums } = this.parts
    const { table, name, column, options } = this.change
    const type = sql.typeSql(table, name, column)
    const collation = column.collation ?? null
    if (column.enum !== undefined) {
      const path = sql.enumPath(table, name, column)
      if (present.baseType === path && options.using === undefined) {
        return enums.replace(path, column.enum, { table: sql.path(table), name })
      }
      const using = options.using ?? this.castTo(`text${column.array ? '[]' : ''}`, type)
      return [
        ...(await enums.create(table, [[name, column]])),
        this.alter(`TYPE ${type} USING ${using}`),
        ...(await enums.drop([present], table))
      ]
    }
    const isSame = sql.formatType(column) === present.type && collation === present.collation
    if (isSame && options.using === undefined) return []
    const collate = collation === null ? '' : ` COLLATE ${sql.quote(collation)}`
    const using = options.using ?? this.castTo(looseType(type))
    return [
      this.alter(`TYPE ${type}${collate} USING ${using}`),
      ...(await enums.drop([present], table))
    ]
  }

  private setValues(present: PresentColumn): SchemaStatement[] {
    const { sql } = this.parts
    const { column } = this.change
    const { generated, identity = 'BY DEFAULT' } = column
    if (generated === 'increment') return []
    if (generated === 'identity') {
      return present.isIdentity
        ? []
        : [this.alter(`ADD GENERATED ${identity} AS IDENTITY`), this.restart()]
    }
    const value = sql.defaultSql(column)
    return value === undefined ? [] : [this.alter(`SET DEFAULT ${value}`)]
  }

  private countUp(): SchemaStatement[] {
    const { sql } = this.parts
    const { table, name, column } = this.change
    const sequence = sql.pathBeside(table, `${sql.placeOf(table).table}_${name}_seq`)
    return [
      statement(
        `CREATE SEQUENCE ${sequence} AS ${countedType(column)} OWNED BY ${sql.path(table)}.${sql.quote(name)}`
      ),
      this.alter(`SET DEFAULT nextval(${sql.literal(sequence)}::regclass)`),
      this.restart()
    ]
  }

  /** Count on behind the values that are there. */
  private restart(): SchemaStatement {
    const { sql } = this.parts
    const { table, name } = this.change
    const sequence = `pg_get_serial_sequence(${sql.literal(sql.path(table))}, ${sql.literal(name)})`
    return statement(
      `SELECT setval(${sequence}, coalesce(max(${sql.quote(name)}), 0) + 1, false) FROM ${sql.path(table)}`
    )
  }

  private async changeNullability(present: PresentColumn): Promise<SchemaStatement[]> {
    const { table, name, column, options } = this.change
    if (column.nullable === true || column.primary === true) {
      return present.isNotNull && column.primary !== true ? [this.alter('DROP NOT NULL')] : []
    }
    if (present.isNotNull) return []
    const isFilled = await this.isNullLeft()
    return [
      ...(isFilled ? [statement(this.parts.sql.fillSql(table, name, options.backfill!))] : []),
      this.alter('SET NOT NULL')
    ]
  }

  private async changeKey(): Promise<SchemaStatement[]> {
    const { sql, catalogue } = this.parts
    const { table, name, column } = this.change
    const key = await catalogue.primaryKey(table)
    const isPrimary = column.primary === true
    if (key.columns.includes(name) === isPrimary) return []
    const others = key.columns.filter((other) => other !== name)
    return sql.newPrimaryKey(table, key, isPrimary ? [...others, name] : others)
  }

  private changeComment({ comment }: PresentColumn): SchemaStatement[] {
    const { table, name, column } = this.change
    if ((column.comment ?? null) === comment) return []
    return [this.parts.sql.columnComment(table, name, column.comment)]
  }

  /** PostgreSQL cannot turn a column into a generated one, nor change its expression: its values are made anew. */
  private async remake(present: PresentColumn): Promise<SchemaStatement[]> {
    const { sql, catalogue, metadata } = this.parts
    const { table, name, column } = this.change
    const note = { type: 'GENERATED_COLUMN', table, name } as const
    if (present.isGenerated && column.generatedAs === undefined) {
      const rest = { ...present, isGenerated: false, default: null }
      return [
        this.alter('DROP EXPRESSION'),
        ...(await metadata.remove(note)),
        ...(await this.changeType(rest)),
        ...this.setValues(rest),
        ...(await this.changeNullability(rest)),
        ...this.changeComment(rest)
      ]
    }
    const dependants = await catalogue.dependantsOfAnyKind(table, name)
    const path = sql.path(table)
    return [
      ...(await metadata.remove(note)),
      statement(`ALTER TABLE ${path} DROP COLUMN ${sql.quote(name)}`),
      statement(`ALTER TABLE ${path} ADD COLUMN ${sql.columnSql(table, name, column)}`),
      ...metadata.add(note, column.generatedAs!),
      ...dependants.map(({ create }) => statement(create)),
      ...(column.comment === undefined ? [] : [sql.columnComment(table, name, column.comment)])
    ]
  }

  private castTo(...types: readonly string[]): string {
    return [this.parts.sql.quote(this.change.name), ...types].join('::')
  }
}

// cast to a type without its length, a value that is too long is an error; cast to the type itself it is cut off
function looseType(type: string): string {
  const loose = type.replace(/\([^)]*\)/, '')
  if (/^char(acter)?(\[\]| array)?$/i.test(loose)) return loose.replace(/^\w+/, 'bpchar')
  return /^bit(\[\]| array)?$/i.test(loose) ? loose.replace(/^bit/i, 'varbit') : loose
}
