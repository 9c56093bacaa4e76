import type { QueryRunner } from 'typeorm'
import { connect } from '../connect'
import { toDataSource } from '../open-database'
import { dialectOf } from './dialects/dialect-of'
import type { SchemaDialect } from './dialects/schema-dialect'
import { withMigrationLock } from './migration-lock'
import type { MigrationOptions } from './migration-options'
import { MigrationRecords } from './migration-records'

/** One connection that migrates. */
export interface MigrationSession {
  readonly runner: QueryRunner
  readonly dialect: SchemaDialect
  readonly records: MigrationRecords
  readonly lockTimeout: number
}

/** Open the database, or use the one that is open, for the time of `work`. */
export async function withSession<T>(
  options: MigrationOptions,
  work: (session: MigrationSession) => Promise<T>
): Promise<T> {
  const { lockTimeout = 60_000 } = options
  const dataSource = toDataSource(options)
  const isOpenedHere = !dataSource.isInitialized
  if (isOpenedHere) await connect(dataSource)
  const runner = dataSource.createQueryRunner()
  try {
    const dialect = dialectOf(runner)
    const records = new MigrationRecords(runner, dialect)
    return await work({ runner, dialect, records, lockTimeout })
  } finally {
    await runner.release()
    if (isOpenedHere) await dataSource.destroy()
  }
}

/** The same, while nobody else migrates; what others have done meanwhile is recorded. */
export function withLockedSession<T>(
  options: MigrationOptions,
  work: (session: MigrationSession) => Promise<T>
): Promise<T> {
  return withSession(options, async (session) => {
    const { runner, dialect, lockTimeout } = session
    const lock = { engine: dialect.engine, timeout: lockTimeout }
    return withMigrationLock(runner, lock, () =>
      withSettings(session, async () => {
        if (dialect.engine !== 'sqlite') await session.records.prepare()
        return work(session)
      })
    )
  })
}

/** Settings under which a migration means the same everywhere; the connection gets its own back. */
async function withSettings<T>(
  { runner, dialect }: MigrationSession,
  work: () => Promise<T>
): Promise<T> {
  const [set, restore] = settingsOf(runner, dialect)
  for (const sql of set) await runner.query(sql)
  try {
    return await work()
  } finally {
    // a connection that is gone takes its settings with it
    for (const sql of restore) await runner.query(sql).catch(() => undefined)
  }
}

function settingsOf(
  { dataSource }: QueryRunner,
  dialect: SchemaDialect
): readonly [readonly string[], readonly string[]] {
  const { schema } = dataSource.options as { readonly schema?: string }
  if (dialect.engine === 'postgres' && schema !== undefined) {
    // what a migration writes in SQL goes where its operations go
    return [[`SET search_path = ${dialect.quote(schema)}, public`], ['RESET search_path']]
  }
  if (dialect.engine !== 'mysql') return [[], []]
  return [
    [
      'SET @nuages_sql_mode = @@SESSION.sql_mode',
      // a value that does not fit is an error, and a backslash escapes
      "SET SESSION sql_mode = CONCAT_WS(',', NULLIF(REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', ''), ''), 'STRICT_TRANS_TABLES')"
    ],
    ['SET SESSION sql_mode = @nuages_sql_mode']
  ]
}
