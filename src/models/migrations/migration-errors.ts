import { NuagesError } from '../../errors'

/** Where a migration failed, and what is left of it. */
export interface Failure {
  /** `articles/0003_add_views` */
  readonly label: string
  readonly direction: 'up' | 'down'
  /** The operation that failed, as the migration calls it. */
  readonly operation?: string
  /** What became of what had been done. */
  readonly outcome: string
}

/** A migration threw, or an operation of it failed. */
export class MigrationFailed extends NuagesError {
  constructor({ label, direction, operation, outcome }: Failure, cause: unknown) {
    const where = operation === undefined ? '' : ` at ${operation}`
    super(
      'MIGRATION_FAILED',
      `${direction === 'up' ? 'The migration' : 'Rolling back'} ${label} failed${where}: ${reasonOf(cause)}`,
      outcome,
      { cause }
    )
  }
}

// PostgreSQL says beside its message which row it was: `Key (slug)=(swing) is duplicated.`
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const { driverError } = cause as { readonly driverError?: { readonly detail?: unknown } }
  const detail = driverError?.detail
  return typeof detail === 'string' ? `${cause.message} (${detail})` : cause.message
}

/** What a migration threw, with its name; an error that has a code of its own keeps it. */
export function migrationError(failure: Failure, cause: unknown): NuagesError {
  if (!(cause instanceof NuagesError) || cause.code === 'MIGRATION_FAILED') {
    return new MigrationFailed(failure, cause)
  }
  const hint = [cause.hint, failure.outcome].filter(Boolean).join(' ')
  return new NuagesError(cause.code, `In ${failure.label}: ${cause.what}`, hint, { cause })
}

/** Operations of a migration ran beside each other, or after its end. */
export class NotAwaited extends NuagesError {
  constructor(operation: string) {
    super(
      'MIGRATION_NOT_AWAITED',
      `${operation} was not awaited: the migration went on before it was done.`,
      'Write `await` in front of every call of the schema editor.'
    )
  }
}

/** A migration would end the transaction that takes it back where it fails. */
export class OwnTransaction extends NuagesError {
  constructor(sql: string) {
    super(
      'MIGRATION_OWN_TRANSACTION',
      `A migration runs ${JSON.stringify(sql)}, and is a transaction already.`,
      'Leave it out; `static override readonly transaction = false` is for what PostgreSQL refuses inside one.'
    )
  }
}

/** Another process migrates this database, and does not come to an end. */
export class MigrationLocked extends NuagesError {
  constructor(milliseconds: number, holder: string, options?: ErrorOptions) {
    super(
      'MIGRATION_LOCKED',
      `Another process has been migrating this database for more than ${milliseconds} ms${holder}.`,
      'Wait for it and run again, or raise `lockTimeout`.',
      options
    )
  }
}
