import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { NuagesError } from '../../errors'
import { described } from '../query/lookup-value'

/** Somebody else has changed a row since it was read. */
export class StaleRow extends NuagesError {
  readonly status = 409

  constructor(
    readonly entity: string,
    /** The version that was read. */
    readonly version: unknown
  ) {
    super(
      'MODEL_STALE',
      `This ${entity} is version ${String(version)}, and somebody has changed it since.`,
      'Read it again and repeat the change; .forUpdate() inside a transaction keeps others away.'
    )
  }
}

/** A row that was stored once is in the database no more. */
export class RowGone extends NuagesError {
  readonly status = 404

  constructor(readonly entity: string) {
    super(
      'MODEL_GONE',
      `This ${entity} is not in the database any more.`,
      'It was deleted, or its transaction was rolled back; create() stores a new one.'
    )
  }
}

/** All rows of a table would be changed or deleted, and nobody said that all are meant. */
export class Unfiltered extends NuagesError {
  constructor(entity: string, action: string) {
    super(
      'MODEL_UNFILTERED',
      `${action}() of every ${entity} was asked for without a filter.`,
      `Filter the rows, or write .all().${action}() where all are meant.`
    )
  }
}

/** A value that a column cannot hold. */
export class BadValue extends NuagesError {
  readonly entity: string
  readonly field: string

  constructor(
    { entityMetadata: { name }, relationMetadata, propertyPath }: ColumnMetadata,
    wanted: string,
    value: unknown,
    cause?: unknown
  ) {
    const field = relationMetadata?.propertyPath ?? propertyPath
    super(
      'MODEL_BAD_PARAMETER',
      `${name}.${field} was to be stored as ${textOf(value)}.`,
      `Give ${wanted}.`,
      cause === undefined ? undefined : { cause }
    )
    this.entity = name
    this.field = field
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const isInvalid = value instanceof Date && Number.isNaN(value.getTime())
  return isInvalid ? 'an invalid date' : described(value)
}
