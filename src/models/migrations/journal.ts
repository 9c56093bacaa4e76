import type { SchemaStatement } from './schema-statement'

/** An operation that has begun. */
export interface CurrentOperation {
  readonly text: string
  /** Those that are still to run. */
  readonly statements: readonly SchemaStatement[]
  /** What takes back those that ran, last one last; null once one of them cannot be taken back. */
  readonly undo: readonly string[] | null
}

/**
 * How far a migration has come that no transaction holds together, kept beside the name of the migration: whoever finds
 * it there continues.
 */
export interface Journal {
  readonly direction: 'up' | 'down'
  /** The operations that are done, as they read. */
  readonly done: readonly string[]
  readonly current?: CurrentOperation
  /** What takes back the operations that are done, last one last; null once one of them cannot be taken back. */
  readonly undo: readonly string[] | null
  /** What is being taken back, last one first: all of the migration, or its last operation. */
  readonly undoing?: { readonly statements: readonly string[]; readonly isAll: boolean }
  /** The schema in front of the statement that runs next: whoever finds another one knows that it has run. */
  readonly before?: string
}

/** A journal in which nothing is written yet. */
export function emptyJournal(direction: Journal['direction']): Journal {
  return { direction, done: [], undo: [] }
}

/** The statement that runs next. */
export function nextStatement({ current, undoing }: Journal): SchemaStatement | undefined {
  if (undoing === undefined) return current?.statements[0]
  const sql = undoing.statements.at(-1)
  return sql === undefined ? undefined : { sql }
}

/** The journal after its next statement has run. */
export function afterStatement(journal: Journal): Journal {
  const { current, undoing } = journal
  if (undoing !== undefined) {
    return { ...journal, undoing: { ...undoing, statements: undoing.statements.slice(0, -1) } }
  }
  const [statement, ...statements] = current!.statements
  const undo = joined(current!.undo, statement!.undo ?? null)
  return { ...journal, current: { ...current!, statements, undo } }
}

/** The journal after the operation that has begun is done. */
export function afterOperation(journal: Journal): Journal {
  const { current, done, undo, ...rest } = journal
  return { ...rest, done: [...done, current!.text], undo: joined(undo, current!.undo) }
}

/** The journal when something fails: what can be taken back is; `undefined` where nothing can. */
export function beforeUndoing(journal: Journal): Journal | undefined {
  const { current, undo, ...rest } = journal
  const own = current === undefined ? [] : current.undo
  const all = joined(undo, own)
  if (all !== null) return { ...rest, undo, undoing: { statements: all, isAll: true } }
  if (own === null) return undefined
  return { ...rest, undo, undoing: { statements: own, isAll: false } }
}

function joined(
  first: readonly string[] | null,
  second: readonly string[] | null
): readonly string[] | null {
  return first === null || second === null ? null : [...first, ...second]
}
