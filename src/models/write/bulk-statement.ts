import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { Dialect } from '../query/dialects/dialect'
import { tableName } from '../query/scope'
import type { Conflict } from './conflict'
import { returningSql } from './insert-plan'
import { writtenSql, type RowColumn } from './row-column'
import { nowSql } from './update-plan'

/** An INSERT of many rows. */
export interface BulkShape {
  readonly given: readonly RowColumn[]
  readonly count: number
  readonly conflict: Conflict | undefined
  /** What it answers with. */
  readonly returned: readonly ColumnMetadata[]
}

/** The INSERT of `count` rows, whose parameters are the values of one row after the other. */
export function bulkInsertSql(
  metadata: EntityMetadata,
  dialect: Dialect,
  { given, count, conflict, returned }: BulkShape
): string {
  const table = tableName(metadata, dialect)
  const isMysql = dialect.name === 'mysql'
  const ignore = isMysql && conflict?.action === 'ignore' ? ' IGNORE' : ''
  // the row that is there already has to have a name
  const alias = isMysql ? '' : ' AS t0'
  const names = given.map(({ name }) => name).join(', ')
  const values = Array.from({ length: count }, (_, row) => {
    const start = row * given.length + 1
    const placeholders = given.map(({ column }, index) =>
      writtenSql(column, dialect.placeholder(start + index))
    )
    return `(${placeholders.join(', ')})`
  })
  const resolution = conflict === undefined ? '' : conflictSql(metadata, dialect, conflict)
  const returning = returned.length === 0 ? '' : ` RETURNING ${returningSql(returned, dialect)}`
  return `INSERT${ignore} INTO ${table}${alias} (${names}) VALUES ${values.join(', ')}${resolution}${returning}`
}

function conflictSql(
  { versionColumn, updateDateColumn, primaryColumns }: EntityMetadata,
  dialect: Dialect,
  { action, target, updated }: Conflict
): string {
  const quoted = ({ databaseName }: ColumnMetadata): string => dialect.quote(databaseName)
  const isMysql = dialect.name === 'mysql'
  const columns = target.length === 0 ? '' : ` (${target.map(quoted).join(', ')})`
  if (action === 'ignore') return isMysql ? '' : ` ON CONFLICT${columns} DO NOTHING`
  const terms = updated.map((column) => {
    const name = quoted(column)
    return `${name} = ${isMysql ? `VALUES(${name})` : `excluded.${name}`}`
  })
  if (versionColumn !== undefined) {
    const name = quoted(versionColumn)
    terms.push(`${name} = ${isMysql ? name : `t0.${name}`} + 1`)
  }
  if (updateDateColumn !== undefined && !updated.includes(updateDateColumn)) {
    terms.push(`${quoted(updateDateColumn)} = ${nowSql(updateDateColumn)}`)
  }
  // a row that stays as it is, and is returned
  const [key] = primaryColumns.map(quoted)
  if (terms.length === 0) terms.push(`${key} = ${isMysql ? key : `t0.${key}`}`)
  const resolution = isMysql ? ' ON DUPLICATE KEY UPDATE' : ` ON CONFLICT${columns} DO UPDATE SET`
  return `${resolution} ${terms.join(', ')}`
}
