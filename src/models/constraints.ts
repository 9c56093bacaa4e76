import { QueryFailedError, type DataSource } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import { UniqueViolation } from './errors'

/** Which unique columns an engine complained about. */
interface Complaint {
  readonly table?: string
  readonly columns?: readonly string[]
  /** The name of the constraint or index, where the engine tells that instead. */
  readonly constraint?: string
}

interface DriverError {
  readonly code?: string
  readonly message: string
  readonly table?: string
  readonly detail?: string
}

/** Wait for `work`; an engine's error about a unique column becomes one that names the field. */
export async function namingViolations<T>(
  metadata: EntityMetadata,
  work: () => Promise<T>
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const complaint = complaintOf(error)
    throw complaint === undefined ? error : toViolation(metadata, complaint, error)
  }
}

function complaintOf(error: unknown): Complaint | undefined {
  if (!(error instanceof QueryFailedError)) return undefined
  const { code, message, table, detail = '' } = error.driverError as DriverError
  switch (code) {
    case 'SQLITE_CONSTRAINT':
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
      return sqliteComplaint(message)
    case '23505':
      // PostgreSQL: Key (title, lang)=(a, en) already exists.
      return { table, columns: listed(/\((.*?)\)=/.exec(detail)?.[1]) }
    case 'ER_DUP_ENTRY':
      // MySQL: Duplicate entry 'a' for key 'article.IDX_1'
      return { constraint: /for key '(?:[^']*\.)?([^']+)'$/.exec(message)?.[1] }
    default:
      return undefined
  }
}

// UNIQUE constraint failed: article.title, article.lang; or, for an expression: index 'IDX_1'
function sqliteComplaint(message: string): Complaint | undefined {
  const [, what] = /UNIQUE constraint failed: (.*)$/.exec(message) ?? []
  if (what === undefined) return undefined
  const [, constraint] = /^index '(.*)'$/.exec(what) ?? []
  if (constraint !== undefined) return { constraint }
  const paths = listed(what).map((path) => path.split('.'))
  return { table: paths[0]?.[0], columns: paths.map((path) => path.at(-1)!) }
}

function listed(text = ''): string[] {
  return text === '' ? [] : text.split(',').map((name) => name.trim().replaceAll('"', ''))
}

function toViolation(
  metadata: EntityMetadata,
  { table, columns, constraint }: Complaint,
  cause: unknown
): UniqueViolation {
  // saving a row may save others with it
  const owner = tableMetadata(metadata.dataSource, table) ?? metadata
  const known = [...owner.uniques, ...owner.indices].find(({ name }) => name === constraint)
  const fields =
    columns?.map((name) => fieldName(owner.findColumnWithDatabaseName(name)) ?? name) ??
    known?.columns.map((column) => fieldName(column)!) ??
    []
  return new UniqueViolation(owner.name, fields, { cause })
}

// the column of a relation is known by the relation's name
function fieldName(column?: ColumnMetadata): string | undefined {
  return column?.relationMetadata?.propertyPath ?? column?.propertyPath
}

function tableMetadata(dataSource: DataSource, table?: string): EntityMetadata | undefined {
  return dataSource.entityMetadatas.find(({ tableName }) => tableName === table)
}
