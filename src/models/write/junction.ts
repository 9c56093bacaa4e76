import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import type { EntityMetadata } from 'typeorm/metadata/EntityMetadata.js'
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js'
import { namingViolations } from '../constraints'
import type { Table } from '../query/plan-cache'
import { tableName } from '../query/scope'
import { converterOf } from '../query/stored-value'
import { equalSql } from './key-condition'
import { keyIn } from './related-keys'
import { runWrite, type Written } from './run-write'
import { writtenValueOf } from './written-value'

/** The values of a key, one for each of its columns. */
export type KeyValues = readonly unknown[]

/** The table between the two of a many-to-many relation, as far as one row is concerned. */
export class Junction {
  /** The columns of the other side that are referred to. */
  readonly referenced: readonly ColumnMetadata[]
  /** What those of this side have for this row. */
  readonly key: KeyValues
  private readonly near: readonly ColumnMetadata[]
  private readonly far: readonly ColumnMetadata[]
  private readonly metadata: EntityMetadata
  private readonly name: string

  constructor(
    private readonly table: Table,
    row: object,
    { junctionEntityMetadata, isOwning }: RelationMetadata
  ) {
    this.metadata = junctionEntityMetadata!
    const { ownerColumns, inverseColumns } = this.metadata
    const [near, far] = isOwning ? [ownerColumns, inverseColumns] : [inverseColumns, ownerColumns]
    this.near = near
    this.far = far
    this.referenced = referencedOf(far)
    this.key = keyIn(table.metadata.name, referencedOf(near), row)
    this.name = tableName(this.metadata, table.dialect)
  }

  /** Add links to rows that have these keys; those that are there already stay. */
  async insert(keys: readonly KeyValues[]): Promise<void> {
    const { dialect } = this.table
    const columns = [...this.near, ...this.far]
    const names = columns.map(({ databaseName }) => dialect.quote(databaseName))
    const values = keys.map((_, row) => {
      const start = row * columns.length + 1
      return `(${columns.map((_column, index) => dialect.placeholder(start + index)).join(', ')})`
    })
    const parameters = keys.flatMap((key) => [...this.parameters, ...toParameters(this.far, key)])
    const resolution =
      dialect.name === 'mysql'
        ? `ON DUPLICATE KEY UPDATE ${names[0]} = ${names[0]}`
        : 'ON CONFLICT DO NOTHING'
    const start = `INSERT INTO ${this.name} (${names.join(', ')})`
    await this.run(`${start} VALUES ${values.join(', ')} ${resolution}`, parameters)
  }

  /** Remove the links to rows that have these keys. */
  async delete(keys: readonly KeyValues[]): Promise<void> {
    const { near, far } = this
    const { dialect } = this.table
    const some = keys.map((_, row) => {
      const start = near.length + row * far.length + 1
      const parts = far.map((_column, index) => dialect.placeholder(start + index)).join(', ')
      return far.length === 1 ? parts : `(${parts})`
    })
    const names = far.map(({ databaseName }) => dialect.quote(databaseName)).join(', ')
    const isList = far.length === 1 || dialect.name !== 'sqlite'
    const among = `(${names}) IN (${isList ? '' : 'VALUES '}${some.join(', ')})`
    const parameters = keys.flatMap((key) => toParameters(far, key))
    await this.run(`DELETE FROM ${this.name} WHERE ${this.where} AND ${among}`, [
      ...this.parameters,
      ...parameters
    ])
  }

  /** Remove all links. */
  async clear(): Promise<void> {
    await this.run(`DELETE FROM ${this.name} WHERE ${this.where}`, this.parameters)
  }

  /** The keys of the rows that are linked. */
  async keys(): Promise<unknown[][]> {
    const { dialect } = this.table
    const names = this.far.map(
      (column, index) => `${dialect.quote(column.databaseName)} AS c${index}`
    )
    const text = `SELECT ${names.join(', ')} FROM ${this.name} WHERE ${this.where}`
    const { rows } = await this.run(text, this.parameters, true)
    const converters = this.referenced.map(converterOf)
    return rows.map((row) =>
      converters.map((convert, index) => {
        const value = row[`c${index}`] as unknown
        return convert === undefined ? value : convert(value)
      })
    )
  }

  /** The condition that a link is one of this row, whose key the first parameters are. */
  private get where(): string {
    return equalSql(this.near, this.table.dialect)
  }

  private get parameters(): unknown[] {
    return toParameters(this.near, this.key)
  }

  private run(text: string, parameters: readonly unknown[], returnsRows = false): Promise<Written> {
    const { dataSource } = this.table
    return namingViolations(this.metadata, () =>
      runWrite(dataSource, { text, returnsRows }, parameters)
    )
  }
}

function referencedOf(columns: readonly ColumnMetadata[]): ColumnMetadata[] {
  return columns.map(({ referencedColumn }) => referencedColumn!)
}

function toParameters(columns: readonly ColumnMetadata[], key: KeyValues): unknown[] {
  return referencedOf(columns).map((column, index) => writtenValueOf(column)(key[index]))
}
