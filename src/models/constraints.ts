import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { NuagesError } from '../errors'
import { complaintOf, type Complaint } from './complaints'
import { UniqueViolation } from './errors'
import { CheckViolation, ForeignKeyViolation, NotNullViolation } from './violations'

/** Wait for `work`; an engine's error about a constraint becomes one that names the fields. */
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

function toViolation(metadata: EntityMetadata, complaint: Complaint, cause: unknown): NuagesError {
  const owner = ownerOf(metadata, complaint)
  const { constraint = '', isReferenced = false } = complaint
  switch (complaint.kind) {
    case 'unique':
      return new UniqueViolation(owner.name, uniqueFields(owner, complaint), { cause })
    case 'not null':
      return new NotNullViolation(owner.name, fieldsOf(owner, complaint.columns ?? []), { cause })
    case 'check':
      return new CheckViolation(owner.name, constraint, { cause })
    case 'foreign key':
      return new ForeignKeyViolation(owner.name, relationsOf(owner, complaint), isReferenced, {
        cause
      })
  }
}

/** Whose table it is: saving a row may save others with it, and deleting one is refused for the sake of others. */
function ownerOf(metadata: EntityMetadata, { table, constraint }: Complaint): EntityMetadata {
  const { entityMetadatas } = metadata.dataSource
  // a name of TypeORM's making belongs to one table, but for that of every primary key of MySQL
  const has = ({ uniques, indices, foreignKeys, checks }: EntityMetadata): boolean =>
    [...uniques, ...indices, ...foreignKeys, ...checks].some(({ name }) => name === constraint)
  if (metadata.tableName === table) return metadata
  return (
    entityMetadatas.find(({ tableName }) => tableName === table) ??
    (has(metadata) ? metadata : (entityMetadatas.find(has) ?? metadata))
  )
}

function uniqueFields(owner: EntityMetadata, { columns, constraint }: Complaint): string[] {
  if (columns !== undefined && columns.length > 0) return fieldsOf(owner, columns)
  if (constraint === 'PRIMARY') return owner.primaryColumns.map(fieldName)
  const known = [...owner.uniques, ...owner.indices].find(({ name }) => name === constraint)
  return known?.columns.map(fieldName) ?? []
}

function relationsOf(owner: EntityMetadata, { constraint, isReferenced }: Complaint): string[] {
  const { foreignKeys } = owner
  const known = foreignKeys.find(({ name }) => name === constraint)
  // SQLite names no constraint
  const [only, ...others] = isReferenced === true ? [] : foreignKeys
  const key = known ?? (constraint === undefined && others.length === 0 ? only : undefined)
  return key === undefined ? [] : [...new Set(key.columns.map(fieldName))]
}

function fieldsOf(owner: EntityMetadata, columns: readonly string[]): string[] {
  return columns.map((name) => {
    const column = owner.findColumnWithDatabaseName(name)
    return column === undefined ? name : fieldName(column)
  })
}

// the column of a relation is known by the relation's name
function fieldName({ relationMetadata, propertyPath }: ColumnMetadata): string {
  return relationMetadata?.propertyPath ?? propertyPath
}
