/** What the entities cannot tell: whether something has a new name, or what rows get that are there already. */
export type Question = RenameQuestion | DefaultQuestion

/** A table or column is gone, and others that look like it are new. */
export interface RenameQuestion {
  readonly kind: 'rename'
  /** `article`, or `article.body`. */
  readonly gone: string
  /** The names it may have now, without the table. */
  readonly candidates: readonly string[]
}

/** A column may not be null, has no default, and comes to a table that may have rows. */
export interface DefaultQuestion {
  readonly kind: 'default'
  readonly table: string
  readonly column: string
  /** The type of the column. */
  readonly type: string
}

/**
 * Answers a question: the new name, or an SQL expression for the rows; `null` where nothing was renamed, and
 * `undefined` to leave the question open.
 */
export type Ask = (question: Question) => Promise<string | null | undefined>
