import type { QueryRunner } from 'typeorm'

export interface TableRow {
  readonly table: string
  readonly comment: string | null
}

export interface ColumnRow {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly isNotNull: boolean
  readonly isPrimary: boolean
  readonly identity: '' | 'a' | 'd'
  readonly isComputed: boolean
  readonly expression: string | null
  readonly comment: string | null
  readonly collation: string | null
  readonly isArray: boolean
  readonly enumType: string | null
  readonly labels: readonly string[] | null
  readonly ownsSequence: boolean
}

export interface ConstraintRow {
  readonly table: string
  readonly name: string
  readonly kind: 'u' | 'c' | 'f' | 'x'
  readonly columns: readonly string[]
  readonly target: string | null
  readonly targetColumns: readonly string[] | null
  readonly definition: string
  readonly onDelete: keyof typeof ACTIONS
  readonly onUpdate: keyof typeof ACTIONS
  readonly isDeferrable: boolean
  readonly isDeferred: boolean
}

export interface IndexRow {
  readonly table: string
  readonly name: string
  readonly columns: readonly string[]
  readonly isUnique: boolean
  readonly condition: string | null
  readonly method: string
}

export interface ViewRow {
  readonly name: string
  readonly isMaterialized: boolean
  readonly expression: string
}

/** What `pg_constraint` calls the actions of a foreign key. */
export const ACTIONS = {
  ' ': undefined,
  a: undefined,
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT'
} as const

// what an extension brought belongs to it
const OWN = `c.relnamespace = current_schema()::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`

const names = (relation: string, numbers: string): string => `ARRAY(
  SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY AS u(number, place)
  JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = u.number ORDER BY u.place)`

const TABLES = `SELECT c.relname AS "table", obj_description(c.oid, 'pg_class') AS "comment"
FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${OWN} ORDER BY c.relname`

const COLUMNS = `SELECT c.relname AS "table", a.attname AS "name",
  format_type(a.atttypid, a.atttypmod) AS "type", a.attnotnull AS "isNotNull",
  COALESCE(a.attnum = ANY (p.conkey), false) AS "isPrimary", a.attidentity AS "identity",
  a.attgenerated <> '' AS "isComputed", pg_get_expr(f.adbin, f.adrelid) AS "expression",
  col_description(c.oid, a.attnum) AS "comment",
  CASE WHEN a.attcollation <> t.typcollation THEN o.collname END AS "collation",
  t.typcategory = 'A' AS "isArray", e.typname AS "enumType",
  CASE WHEN e.oid IS NOT NULL THEN
    ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = e.oid ORDER BY enumsortorder)
  END AS "labels",
  a.attidentity = '' AND EXISTS (SELECT 1 FROM pg_depend d
    WHERE d.refobjid = c.oid AND d.refobjsubid = a.attnum AND d.deptype = 'a'
      AND d.classid = 'pg_class'::regclass) AS "ownsSequence"
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_type e ON e.oid IN (t.oid, t.typelem) AND e.typtype = 'e'
LEFT JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
LEFT JOIN pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum
LEFT JOIN pg_collation o ON o.oid = a.attcollation
WHERE c.relkind IN ('r', 'p') AND ${OWN} ORDER BY c.relname, a.attnum`

const CONSTRAINTS = `SELECT c.relname AS "table", s.conname AS "name", s.contype AS "kind",
  ${names('s.conrelid', 's.conkey')} AS "columns", r.relname AS "target",
  ${names('s.confrelid', 's.confkey')} AS "targetColumns",
  COALESCE(pg_get_expr(s.conbin, s.conrelid), pg_get_constraintdef(s.oid)) AS "definition",
  s.confdeltype AS "onDelete", s.confupdtype AS "onUpdate",
  s.condeferrable AS "isDeferrable", s.condeferred AS "isDeferred"
FROM pg_constraint s JOIN pg_class c ON c.oid = s.conrelid LEFT JOIN pg_class r ON r.oid = s.confrelid
WHERE s.contype IN ('u', 'c', 'f', 'x') AND s.conparentid = 0 AND ${OWN} ORDER BY c.relname, s.conname`

// expressions (a column number of 0) and other orders than the default are not what an entity can say
const INDICES = `SELECT c.relname AS "table", x.relname AS "name",
  ${names('i.indrelid', 'i.indkey::int2[]')} AS "columns", i.indisunique AS "isUnique",
  pg_get_expr(i.indpred, i.indrelid) AS "condition", m.amname AS "method"
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_am m ON m.oid = x.relam
WHERE c.relkind IN ('r', 'p') AND ${OWN} AND 0 <> ALL (i.indkey::int2[]) AND 0 = ALL (i.indoption::int2[])
  AND i.indnkeyatts = i.indnatts
  AND NOT EXISTS (SELECT 1 FROM pg_constraint s WHERE s.conindid = i.indexrelid AND s.contype IN ('p', 'u', 'x'))
ORDER BY c.relname, x.relname`

const VIEWS = `SELECT c.relname AS "name", c.relkind = 'm' AS "isMaterialized",
  pg_get_viewdef(c.oid, true) AS "expression"
FROM pg_class c WHERE c.relkind IN ('v', 'm') AND ${OWN} ORDER BY c.relname`

/** Everything about the tables and views of the current schema of PostgreSQL. */
export async function readCatalogue(runner: QueryRunner): Promise<Catalogue> {
  const rows = async <Row>(sql: string): Promise<Row[]> => (await runner.query(sql)) as Row[]
  return {
    tables: await rows<TableRow>(TABLES),
    columns: await rows<ColumnRow>(COLUMNS),
    constraints: await rows<ConstraintRow>(CONSTRAINTS),
    indices: await rows<IndexRow>(INDICES),
    views: await rows<ViewRow>(VIEWS)
  }
}

export interface Catalogue {
  readonly tables: readonly TableRow[]
  readonly columns: readonly ColumnRow[]
  readonly constraints: readonly ConstraintRow[]
  readonly indices: readonly IndexRow[]
  readonly views: readonly ViewRow[]
}
