/** One SQL statement of an operation. */
export interface SchemaStatement {
  readonly sql: string
  readonly parameters?: readonly unknown[]
  /**
   * What takes it back; an empty list where nothing has to be. Absent where it cannot be taken back. Needed where an
   * engine cannot roll back changes of the schema.
   */
  readonly undo?: readonly string[]
  /** What is wrong with the rows that the statement answered with (SQLite). */
  readonly refuse?: (rows: readonly unknown[]) => Error | undefined
}

/** What an operation does to a schema, decided on when it is about to run. */
export type Plan = Promise<readonly SchemaStatement[]>

export function statement(sql: string, undo?: string): SchemaStatement {
  return undo === undefined ? { sql } : { sql, undo: [undo] }
}

/** One statement as a plan. */
export function plan(sql: string, undo?: string): Plan {
  return Promise.resolve([statement(sql, undo)])
}
