import type { QueryRunner } from 'typeorm'

export interface SchemaRow {
  readonly charset: string
  readonly collation: string
  readonly engine: string
  readonly version: string
}

export interface TableRow {
  readonly table: string
  readonly engine: string
  readonly comment: string
}

export interface ColumnRow {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly fullType: string
  readonly isNullable: 'YES' | 'NO'
  readonly expression: string | null
  readonly extra: string
  readonly generatedAs: string | null
  readonly key: string
  readonly charset: string | null
  readonly collation: string | null
  readonly comment: string
}

export interface IndexRow {
  readonly table: string
  readonly name: string
  readonly column: string | null
  readonly isNotUnique: number | string
  readonly prefix: number | null
  readonly direction: string | null
  readonly method: string
}

export interface KeyRow {
  readonly table: string
  readonly name: string
  readonly column: string
  readonly target: string
  readonly targetColumn: string
  readonly onDelete: string
  readonly onUpdate: string
}

export interface CheckRow {
  readonly table: string
  readonly name: string
  readonly expression: string
  /** It came with the column, and MariaDB calls it as the column was called at first; 1 or 0. */
  readonly isOfColumn: number | string
}

export interface ViewRow {
  readonly name: string
  readonly expression: string
}

export interface Catalogue {
  readonly schema: SchemaRow
  readonly tables: readonly TableRow[]
  readonly columns: readonly ColumnRow[]
  readonly indices: readonly IndexRow[]
  readonly keys: readonly KeyRow[]
  readonly checks: readonly CheckRow[]
  readonly views: readonly ViewRow[]
}

const SCHEMA = `SELECT DEFAULT_CHARACTER_SET_NAME AS \`charset\`, DEFAULT_COLLATION_NAME AS \`collation\`,
  @@default_storage_engine AS \`engine\`, VERSION() AS \`version\`
FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()`

const TABLES = `SELECT TABLE_NAME AS \`table\`, ENGINE AS \`engine\`, TABLE_COMMENT AS \`comment\`
FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME`

const COLUMNS = `SELECT TABLE_NAME AS \`table\`, COLUMN_NAME AS \`name\`, DATA_TYPE AS \`type\`, COLUMN_TYPE AS \`fullType\`,
  IS_NULLABLE AS \`isNullable\`, COLUMN_DEFAULT AS \`expression\`, EXTRA AS \`extra\`,
  GENERATION_EXPRESSION AS \`generatedAs\`, COLUMN_KEY AS \`key\`, CHARACTER_SET_NAME AS \`charset\`,
  COLLATION_NAME AS \`collation\`, COLUMN_COMMENT AS \`comment\`
FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION`

const INDICES = `SELECT TABLE_NAME AS \`table\`, INDEX_NAME AS \`name\`, COLUMN_NAME AS \`column\`, NON_UNIQUE AS \`isNotUnique\`,
  SUB_PART AS \`prefix\`, COLLATION AS \`direction\`, INDEX_TYPE AS \`method\`
FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME <> 'PRIMARY'
ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`

const KEYS = `SELECT k.TABLE_NAME AS \`table\`, k.CONSTRAINT_NAME AS \`name\`, k.COLUMN_NAME AS \`column\`,
  k.REFERENCED_TABLE_NAME AS \`target\`, k.REFERENCED_COLUMN_NAME AS \`targetColumn\`,
  r.DELETE_RULE AS \`onDelete\`, r.UPDATE_RULE AS \`onUpdate\`
FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r
  ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
WHERE k.TABLE_SCHEMA = DATABASE() ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`

const MARIADB_CHECKS = `SELECT TABLE_NAME AS \`table\`, CONSTRAINT_NAME AS \`name\`, CHECK_CLAUSE AS \`expression\`, LEVEL = 'Column' AS \`isOfColumn\`
FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() ORDER BY TABLE_NAME, CONSTRAINT_NAME`

const MYSQL_CHECKS = `SELECT t.TABLE_NAME AS \`table\`, c.CONSTRAINT_NAME AS \`name\`, c.CHECK_CLAUSE AS \`expression\`, 0 AS \`isOfColumn\`
FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t
  ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME
WHERE c.CONSTRAINT_SCHEMA = DATABASE() ORDER BY t.TABLE_NAME, c.CONSTRAINT_NAME`

// a view names its tables with the database they are in
const VIEWS = `SELECT TABLE_NAME AS \`name\`,
  REPLACE(VIEW_DEFINITION, CONCAT('\`', DATABASE(), '\`.'), '') AS \`expression\`
FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME`

/** Everything about the tables and views of the current database of MySQL or MariaDB. */
export async function readCatalogue(runner: QueryRunner): Promise<Catalogue> {
  const rows = async <Row>(sql: string): Promise<Row[]> => (await runner.query(sql)) as Row[]
  const [schema] = await rows<SchemaRow>(SCHEMA)
  return {
    schema: schema!,
    tables: await rows<TableRow>(TABLES),
    columns: await rows<ColumnRow>(COLUMNS),
    indices: await rows<IndexRow>(INDICES),
    keys: await rows<KeyRow>(KEYS),
    checks: await rows<CheckRow>(isMariaDb(schema!) ? MARIADB_CHECKS : MYSQL_CHECKS),
    views: await rows<ViewRow>(VIEWS)
  }
}

export function isMariaDb({ version }: SchemaRow): boolean {
  return version.includes('MariaDB')
}
