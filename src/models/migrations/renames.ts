import { NuagesError, nearest } from '../../errors'
import type { SchemaState } from './schema-state'

/** Old and new names, the tables' first; the columns' under the new name of their table. */
export interface Renames {
  readonly tables: readonly (readonly [string, string])[]
  readonly columns: readonly (readonly [string, readonly (readonly [string, string])[]])[]
}

export const NO_RENAMES: Renames = { tables: [], columns: [] }

/** What was said about one thing that is gone; `to` is undefined where it has no new name. */
export interface RenameAnswer {
  readonly table?: string
  readonly from: string
  readonly to: string | undefined
}

/** Read `post:article` and `article.body:text`; nothing behind the colon says that it is gone for good. */
export function parseRename(text: string): RenameAnswer {
  const [, table, from = '', to = ''] =
    /^(?:([^.:]+)\.)?([^.:]+):(?:[^.:]+\.)?([^.:]*)$/.exec(text) ?? []
  if (from === '') {
    throw badRename(
      `"${text}" names no rename.`,
      'Write old:new for a table, table.old:new for a column, and nothing behind the colon for what was dropped.'
    )
  }
  return { ...(table === undefined ? {} : { table }), from, to: to === '' ? undefined : to }
}

/** A rename that cannot be read, or not be done. */
export function badRename(what: string, hint: string): NuagesError {
  return new NuagesError('MIGRATION_BAD_RENAME', what, hint)
}

/** Refuse a rename of what is not gone, or to what is not new. */
export function assertRenamed(
  what: string,
  answer: Pick<RenameAnswer, 'from' | 'to'>,
  gone: readonly string[],
  fresh: readonly string[]
): void {
  if (!gone.includes(answer.from)) throw unknownName(what, answer.from, 'gone', gone)
  if (answer.to !== undefined && !fresh.includes(answer.to)) {
    throw unknownName(what, answer.to, 'new', fresh)
  }
}

function unknownName(
  what: string,
  name: string,
  how: 'gone' | 'new',
  known: readonly string[]
): NuagesError {
  const [meant] = nearest(name, known)
  const list = known.length === 0 ? `No ${what} is ${how}.` : `${how}: ${known.join(', ')}.`
  return new NuagesError(
    'MIGRATION_UNKNOWN_RENAME',
    `A rename names the ${what} "${name}", which is not ${how}.`,
    meant === undefined || meant === name ? list : `Did you mean "${meant}"? ${list}`
  )
}

/** The names of `a` that `b` does not have. */
export function missingIn(a: Readonly<Record<string, unknown>>, b: object): string[] {
  return Object.keys(a)
    .filter((name) => !(name in b))
    .sort()
}

/** The table behind a name that may be the old or the new one. */
export function tableAfter(
  name: string,
  tables: Renames['tables'],
  goal: SchemaState
): string | undefined {
  const renamed = tables.find(([from]) => from === name)?.[1]
  return renamed ?? (name in goal.tables ? name : undefined)
}
