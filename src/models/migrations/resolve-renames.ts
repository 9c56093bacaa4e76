import { NuagesError, nearest } from '../../errors'
import type { Ask, RenameQuestion } from './questions'
import { candidatesForColumn, candidatesForTable } from './rename-candidates'
import {
  assertRenamed,
  badRename,
  missingIn,
  parseRename,
  tableAfter,
  NO_RENAMES,
  type RenameAnswer,
  type Renames
} from './renames'
import type { SchemaState } from './schema-state'

/** How it becomes known what was renamed. */
export interface RenameOptions {
  /**
   * `post:article` for a table, `article.body:text` for a column, `article.body:` for one that was dropped; `false`
   * where nothing was renamed.
   */
  readonly renames?: readonly string[] | false
  /** Asked where the options leave it open. */
  readonly ask?: Ask
}

/** Find out what was renamed; what nobody answers is an error that lists every question. */
export async function resolveRenames(
  from: SchemaState,
  to: SchemaState,
  { renames = [], ask }: RenameOptions
): Promise<Renames> {
  if (renames === false) return NO_RENAMES
  const answers = renames.map(parseRename)
  const open: RenameQuestion[] = []
  const asking = async (question: RenameQuestion): Promise<string | undefined> => {
    const answer = await ask?.(question)
    if (answer === undefined) open.push(question)
    else assertOffered(question, answer)
    return answer ?? undefined
  }
  const tables = await renamedTables(from, to, answers, asking)
  assertTablesKnown(answers, tables, from, to)
  const columns: [string, [string, string][]][] = []
  for (const [table, before] of keptTables(from, to, tables)) {
    const own = answers.filter(
      (answer) => answer.table !== undefined && tableAfter(answer.table, tables, to) === table
    )
    const found = await renamedColumns({ table, before, from, to, answers: own, ask: asking })
    if (found.length > 0) columns.push([table, found])
  }
  if (open.length > 0) throw ambiguous(open)
  return { tables, columns }
}

function assertOffered({ gone, candidates }: RenameQuestion, answer: string | null): void {
  if (answer === null || candidates.includes(answer)) return
  throw badRename(
    `"${answer}" is no new name for ${gone}.`,
    `Answer with ${candidates.join(', ')}, or null where it was dropped.`
  )
}

type Asking = (question: RenameQuestion) => Promise<string | undefined>

async function renamedTables(
  from: SchemaState,
  to: SchemaState,
  answers: readonly RenameAnswer[],
  ask: Asking
): Promise<[string, string][]> {
  const gone = missingIn(from.tables, to.tables)
  const fresh = missingIn(to.tables, from.tables)
  const own = answers.filter(({ table }) => table === undefined)
  for (const answer of own) assertRenamed('table', answer, gone, fresh)
  return matched(own, gone, fresh, async (name, free) => {
    const candidates = candidatesForTable(from.tables[name]!, free, to.tables)
    return candidates.length === 0 ? undefined : ask({ kind: 'rename', gone: name, candidates })
  })
}

interface ColumnSearch {
  readonly table: string
  readonly before: string
  readonly from: SchemaState
  readonly to: SchemaState
  readonly answers: readonly RenameAnswer[]
  readonly ask: Asking
}

async function renamedColumns(search: ColumnSearch): Promise<[string, string][]> {
  const { table, answers, ask } = search
  const before = search.from.tables[search.before]!.columns
  const after = search.to.tables[table]!.columns
  const gone = missingIn(before, after)
  const fresh = missingIn(after, before)
  for (const answer of answers) assertRenamed(`column of ${table}`, answer, gone, fresh)
  return matched(answers, gone, fresh, async (name, free) => {
    const candidates = candidatesForColumn(before[name]!, free, after)
    if (candidates.length === 0) return undefined
    return ask({ kind: 'rename', gone: `${table}.${name}`, candidates })
  })
}

async function matched(
  answers: readonly RenameAnswer[],
  gone: readonly string[],
  fresh: readonly string[],
  search: (name: string, free: readonly string[]) => Promise<string | undefined>
): Promise<[string, string][]> {
  const given = new Map(answers.map(({ from, to }) => [from, to]))
  const taken = new Set(given.values())
  const named = answers.filter(({ to }) => to !== undefined)
  const twice = named.find(({ to }, index) => named.some((one, at) => at < index && one.to === to))
  if (twice !== undefined) {
    throw badRename(`Two renames end in "${twice.to}".`, 'Leave one of them out.')
  }
  const pairs: [string, string][] = []
  for (const name of gone) {
    const free = fresh.filter((other) => !taken.has(other))
    const to = given.has(name) ? given.get(name) : await search(name, free)
    if (to === undefined) continue
    taken.add(to)
    pairs.push([name, to])
  }
  return pairs
}

function keptTables(
  from: SchemaState,
  to: SchemaState,
  tables: Renames['tables']
): [string, string][] {
  const old = new Map(tables.map(([before, after]) => [after, before]))
  return Object.keys(to.tables)
    .sort()
    .map((table): [string, string] => [table, old.get(table) ?? table])
    .filter(([, before]) => before in from.tables)
}

function assertTablesKnown(
  answers: readonly RenameAnswer[],
  tables: Renames['tables'],
  from: SchemaState,
  to: SchemaState
): void {
  const before = new Set(keptTables(from, to, tables).flat())
  for (const { table } of answers) {
    if (table === undefined || before.has(table)) continue
    const [meant] = nearest(table, before)
    throw new NuagesError(
      'MIGRATION_UNKNOWN_RENAME',
      `A rename names the table "${table}", which there is not both before and after.`,
      meant === undefined ? undefined : `Did you mean "${meant}"?`
    )
  }
}

function ambiguous(questions: readonly RenameQuestion[]): NuagesError {
  const lines = questions.map(({ gone, candidates }) => {
    const ways = [...candidates.map((name) => `"${gone}:${name}"`), `"${gone}:"`]
    return `  ${gone} is gone, and ${candidates.join(', ')} new: ${ways.join(' or ')}`
  })
  const count = questions.length === 1 ? '1 thing' : `${questions.length} things`
  return new NuagesError(
    'MIGRATION_AMBIGUOUS',
    `${count} may have been renamed, or dropped and made anew.\n${lines.join('\n')}`,
    'Say which in `renames` (nothing behind the colon: it was dropped), or give `ask`; `renames: false` where nothing was renamed.'
  )
}
