import { NuagesError } from '../errors'

/** A row refers to one that does not exist, or cannot go while others refer to it. */
export class ForeignKeyViolation extends NuagesError {
  readonly status = 409

  constructor(
    /** Whose row refers to another. */
    readonly entity: string,
    /** Names of the relations; empty where the engine does not say, and there are several or none. */
    readonly fields: readonly string[],
    /** Whether the row that others refer to was to go. */
    readonly isReferenced: boolean,
    options?: ErrorOptions
  ) {
    const by = fields.length === 0 ? '' : ` by ${fields.join(' and ')}`
    super(
      'MODEL_FOREIGN_KEY',
      isReferenced
        ? `Rows of ${entity} still refer${by} to a row that should go.`
        : `A row of ${entity} would refer${by} to a row that does not exist.`,
      isReferenced
        ? 'Delete or change those rows first, or give the relation an `onDelete`.'
        : 'Check the key, and store the other row first.',
      options
    )
  }
}

/** A field that needs a value has none. */
export class NotNullViolation extends NuagesError {
  constructor(
    readonly entity: string,
    /** Names of the properties, or of the columns where no property has them. */
    readonly fields: readonly string[],
    options?: ErrorOptions
  ) {
    const field = fields.length === 0 ? 'A field' : fields.join(' and ')
    super(
      'MODEL_NOT_NULL',
      `${field} of ${entity} has no value, and its column is not nullable.`,
      'Give it a value, a default, or `nullable: true`.',
      options
    )
  }
}

/** A row breaks a rule of its table. */
export class CheckViolation extends NuagesError {
  constructor(
    readonly entity: string,
    /** The name of the constraint, or its expression. */
    readonly constraint: string,
    options?: ErrorOptions
  ) {
    super(
      'MODEL_CHECK',
      `A row of ${entity} breaks the check ${constraint === '' ? 'of its table' : `"${constraint}"`}.`,
      'Check the values before they are stored.',
      options
    )
  }
}
