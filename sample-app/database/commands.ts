import { parseArgs } from 'node:util'
import { NuagesError } from 'nuages'
import { openDatabase } from 'nuages/models'
import {
  checkMigrations,
  makeMigrations,
  rollback,
  showMigrations,
  sqlMigrate
} from 'nuages/migrations'
import { models } from '../models'
import { MIGRATIONS } from '../settings'
import { askAtTerminal } from './ask'
import { migrateGazette } from './migrate-gazette'
import { migrationOptions } from './migration-options'

/** Does something about the migrations of a database, and answers with what to print. */
type Command = (database: string, args: string[]) => Promise<string>

/** What `npm run gazette:…` can do. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['makemigrations', makeFiles],
  ['migrate', runNew],
  ['rollback', takeBack],
  ['migrations', list],
  ['sqlmigrate', printSql],
  ['check', compare]
])

const STRING = { type: 'string' } as const
const BOOLEAN = { type: 'boolean' } as const
const LIST = { type: 'string', multiple: true } as const

/** Write a migration for what is new in the models: `--rename article.body:text`, `--default article.views=0`. */
async function makeFiles(database: string, args: string[]): Promise<string> {
  const options = {
    name: STRING,
    empty: BOOLEAN,
    rename: LIST,
    default: LIST,
    'dry-run': BOOLEAN,
    'allow-data-loss': BOOLEAN
  }
  const { values } = parseArgs({ args, options })
  const { files, risks } = await makeMigrations({
    ...migrationOptions(database, MIGRATIONS.sources),
    name: values.name,
    empty: values.empty,
    renames: values.rename,
    defaults: Object.fromEntries((values.default ?? []).map(nameAndSql)),
    ask: askAtTerminal,
    dryRun: values['dry-run'],
    allowDataLoss: values['allow-data-loss']
  })
  const written = files.map(({ path, source }) => (values['dry-run'] ? source : path))
  const warnings = risks.map(({ reason }) => `Mind the rows: it ${reason}.`)
  return lines([...written, ...warnings], 'Models and migrations agree.')
}

function nameAndSql(text: string): readonly [string, string] {
  const sign = text.indexOf('=')
  if (sign > 0) return [text.slice(0, sign), text.slice(sign + 1)]
  throw new NuagesError('GAZETTE_BAD_DEFAULT', `"${text}" gives no value.`, 'article.views=0')
}

/** Run the migrations that the database has not seen: all, or those up to `0002`; `--fake` only records them. */
async function runNew(database: string, args: string[]): Promise<string> {
  const options = { fake: BOOLEAN }
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const dataSource = await openDatabase({ database, entities: models })
  try {
    const applied = await migrateGazette(dataSource, { ...values, to: positionals[0] })
    return lines(applied, 'There is nothing to migrate.')
  } finally {
    await dataSource.destroy()
  }
}

/** Take back the last migration, or all behind `0001`; `zero` leaves none. */
async function takeBack(database: string, args: string[]): Promise<string> {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const { rolledBack } = await rollback({ ...migrationOptions(database), to: positionals[0] })
  return lines(rolledBack, 'There is nothing to take back.')
}

async function list(database: string): Promise<string> {
  const migrations = await showMigrations(migrationOptions(database))
  return lines(
    migrations.map(
      ({ name, state, editedFile }) =>
        `${state.padEnd(11)} ${name}${editedFile === undefined ? '' : ' (edited since)'}`
    ),
    'There are no migrations.'
  )
}

/** The SQL of a migration: `0002`, `0002 --down`. */
async function printSql(database: string, args: string[]): Promise<string> {
  const options = { down: BOOLEAN }
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [name = ''] = positionals
  const direction = values.down ? 'down' : 'up'
  return sqlMigrate({ ...migrationOptions(database), name, direction })
}

/** Whether the models need a migration; if so, the process ends with 1. */
async function compare(database: string): Promise<string> {
  const { isClean, text } = await checkMigrations(migrationOptions(database))
  if (!isClean) process.exitCode = 1
  return text
}

function lines(all: readonly string[], none: string): string {
  return all.length === 0 ? none : all.join('\n')
}
