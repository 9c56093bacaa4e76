import type { QueryRunner } from 'typeorm'
import { unknownName } from '../schema-dialect'
import type { PostgresSql } from './postgres-sql'

/** A column as PostgreSQL has it. */
export interface PresentColumn {
  readonly name: string
  /** `character varying(200)` */
  readonly type: string
  /** The type of its elements where it is an array, else its own, as SQL. */
  readonly baseType: string
  readonly isEnum: boolean
  readonly isArray: boolean
  readonly isNotNull: boolean
  readonly default: string | null
  readonly isIdentity: boolean
  readonly isGenerated: boolean
  readonly collation: string | null
  readonly comment: string | null
  /** The sequence that belongs to it, as SQL. */
  readonly sequence: string | null
}

/** The name of a primary key, and its columns in its order. */
export interface PresentKey {
  readonly name?: string
  readonly columns: readonly string[]
}

/** A column of any table, whose name is SQL. */
export interface ColumnPlace {
  readonly table: string
  readonly name: string
  readonly isArray: boolean
  readonly default: string | null
}

/** Statements that take something off a column and put it back. */
export interface Dependant {
  readonly drop: string
  readonly create: string
}

/** What operations have to know of the present schema. */
export class PostgresCatalogue {
  constructor(
    private readonly sql: PostgresSql,
    private readonly runner: QueryRunner
  ) {}

  async column(table: string, name: string): Promise<PresentColumn> {
    const columns = await this.columns(table)
    const found = columns.find((column) => column.name === name)
    if (found === undefined) throw unknownName('column', table, name)
    return found
  }

  async columns(table: string): Promise<PresentColumn[]> {
    const rows = await this.rows<PresentColumn & { baseSchema: string }>(`
      SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
        coalesce(e.typname, t.typname) AS "baseType", coalesce(e.typtype, t.typtype) = 'e' AS "isEnum",
        coalesce(e.typnamespace, t.typnamespace)::regnamespace::text AS "baseSchema",
        e.oid IS NOT NULL AS "isArray", a.attnotnull AS "isNotNull",
        pg_get_expr(d.adbin, d.adrelid) AS "default",
        a.attidentity <> '' AS "isIdentity", a.attgenerated <> '' AS "isGenerated",
        (SELECT collname FROM pg_collation c WHERE c.oid = a.attcollation AND c.collname <> 'default') AS collation,
        col_description(a.attrelid, a.attnum) AS comment,
        pg_get_serial_sequence(${this.oid(table)}::text, a.attname) AS sequence
      FROM pg_attribute a
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = ${this.oid(table)} AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum`)
    return rows.map(({ baseSchema, baseType, ...column }) => ({
      ...column,
      baseType: this.sql.path(`${unquoted(baseSchema)}.${baseType}`)
    }))
  }

  async primaryKey(table: string): Promise<PresentKey> {
    const [key] = await this.rows<PresentKey>(`
      SELECT c.conname AS name, ARRAY(
        SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number ORDER BY k.place
      ) AS columns
      FROM pg_constraint c WHERE c.conrelid = ${this.oid(table)} AND c.contype = 'p'`)
    return key ?? { columns: [] }
  }

  /** The values of an enum in their order; none where there is no such type. */
  async enumValues(type: string): Promise<string[]> {
    const rows = await this.rows<{ value: string }>(`
      SELECT enumlabel AS value FROM pg_enum WHERE enumtypid = to_regtype(${this.sql.literal(type)}) ORDER BY enumsortorder`)
    return rows.map(({ value }) => value)
  }

  /** The columns of tables that have a type, or an array of it. */
  async columnsOfType(type: string): Promise<ColumnPlace[]> {
    const rows = await this.rows<ColumnPlace & { schema: string }>(`
      SELECT c.relname AS "table", c.relnamespace::regnamespace::text AS schema, a.attname AS name, t.typcategory = 'A' AS "isArray",
        pg_get_expr(d.adbin, d.adrelid) AS "default"
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE to_regtype(${this.sql.literal(type)}) IN (t.oid, t.typelem) AND NOT a.attisdropped
      ORDER BY 1, 2, 3`)
    return rows.map(({ schema, table, ...column }) => ({
      ...column,
      table: this.sql.path(`${unquoted(schema)}.${table}`)
    }))
  }

  /** Checks, and indices with conditions or expressions, that name a column: they hold on to its type. */
  dependants(table: string, name: string): Promise<Dependant[]> {
    const oid = `${this.sql.literal(table)}::regclass`
    const number = `(SELECT attnum FROM pg_attribute WHERE attrelid = ${oid} AND attname = ${this.sql.literal(name)})`
    return this.rows(`
      SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS create
      FROM pg_constraint WHERE conrelid = ${oid} AND contype = 'c' AND ${number} = ANY (conkey)
      UNION ALL
      SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
      FROM pg_index i WHERE indrelid = ${oid} AND (indpred IS NOT NULL OR indexprs IS NOT NULL)
        AND EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = i.indexrelid
          AND refobjid = ${oid} AND refobjsubid = ${number})`)
  }

  /** Everything that stands on a column, for one that has to be made anew. */
  dependantsOfAnyKind(table: string, name: string): Promise<Dependant[]> {
    const oid = this.oid(table)
    const number = `(SELECT attnum FROM pg_attribute WHERE attrelid = ${oid} AND attname = ${this.sql.literal(name)})`
    return this.rows(`
      SELECT '' AS drop,
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS create
      FROM pg_constraint WHERE conrelid = ${oid} AND ${number} = ANY (conkey)
      UNION ALL
      SELECT '', pg_get_indexdef(indexrelid) FROM pg_index i WHERE indrelid = ${oid}
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND conrelid = ${oid})
        AND EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = i.indexrelid
          AND refobjid = ${oid} AND refobjsubid = ${number})`)
  }

  /** The statement that makes an index. */
  async indexDefinition(path: string): Promise<string | undefined> {
    const rows = await this.rows<{ definition: string | null }>(
      `SELECT pg_get_indexdef(to_regclass(${this.sql.literal(path)})) AS definition`
    )
    return rows[0]?.definition ?? undefined
  }

  async isMaterialized(view: string): Promise<boolean> {
    const rows = await this.rows<{ kind: string }>(
      `SELECT relkind AS kind FROM pg_class WHERE oid = ${this.oid(view)}`
    )
    return rows[0]?.kind === 'm'
  }

  /** What stands behind the name of a constraint. */
  async constraintDefinition(table: string, name: string): Promise<string | undefined> {
    const rows = await this.rows<{ definition: string }>(
      `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = ${this.oid(table)} AND conname = ${this.sql.literal(name)}`
    )
    return rows[0]?.definition
  }

  private oid(table: string): string {
    return `${this.sql.literal(this.sql.path(table))}::regclass`
  }

  private async rows<Row>(sql: string): Promise<Row[]> {
    return (await this.runner.query(sql)) as Row[]
  }
}

function unquoted(name: string): string {
  return name.replace(/^"(.*)"$/, '$1').replaceAll('""', '"')
}
