import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { QueryRunner } from 'typeorm'
import { MigrationLocked } from './migration-errors'
import type { EngineName } from './schema-state'

const PAUSE = 100

interface Lock {
  tryAcquire(): Promise<boolean>
  release(): Promise<void>
  /** Who has it, as far as the engine tells. */
  holder(): Promise<string>
}

/**
 * Keep other processes from migrating this database meanwhile.
 *
 * The lock belongs to the connection that migrates: where its process dies, the engine keeps it until the statement
 * that was running is done. SQLite locks with each transaction instead.
 */
export async function withMigrationLock<T>(
  runner: QueryRunner,
  { engine, timeout }: { readonly engine: EngineName; readonly timeout: number },
  work: () => Promise<T>
): Promise<T> {
  if (engine === 'sqlite') return work()
  const query = runner.query.bind(runner) as (sql: string) => Promise<never>
  const lock = engine === 'postgres' ? postgresLock(query) : mysqlLock(query)
  await acquire(lock, timeout)
  try {
    return await work()
  } finally {
    // a connection that is gone has let it go
    await lock.release().catch(() => undefined)
  }
}

async function acquire(lock: Lock, timeout: number): Promise<void> {
  const deadline = Date.now() + timeout
  while (!(await lock.tryAcquire())) {
    if (Date.now() >= deadline) throw new MigrationLocked(timeout, await lock.holder())
    await sleep(PAUSE)
  }
}

/** Begin a transaction of SQLite that nobody else may write beside, foreign keys off. */
export async function beginSqlite(runner: QueryRunner, timeout: number): Promise<void> {
  const deadline = Date.now() + timeout
  for (;;) {
    await runner.beforeMigration()
    try {
      return await runner.startTransaction()
    } catch (error) {
      const isWaiting = (error as { readonly code?: string }).code === 'MODEL_WRITE_TIMEOUT'
      if (!isWaiting) throw error
      if (Date.now() >= deadline) throw new MigrationLocked(timeout, '', { cause: error })
    }
  }
}

type Query = (sql: string) => Promise<unknown>

interface Holder {
  readonly id: number
  readonly who: string | null
  readonly since: string | null
}

function describe([holder]: readonly Holder[]): string {
  if (holder === undefined) return ''
  const { id, who, since } = holder
  return `: connection ${id}${who ? ` of ${who}` : ''}${since ? `, ${since}` : ''}`
}

// one lock for each schema
const POSTGRES_KEY = `hashtext('nuages_migrations'), hashtext(coalesce(current_schema(), ''))`

function postgresLock(query: Query): Lock {
  return {
    async tryAcquire() {
      const rows = await query(`SELECT pg_try_advisory_lock(${POSTGRES_KEY}) AS "isMine"`)
      return (rows as [{ isMine: boolean }])[0].isMine
    },
    async release() {
      await query(`SELECT pg_advisory_unlock(${POSTGRES_KEY})`)
    },
    async holder() {
      const rows = await query(`
        SELECT a.pid AS id, concat_ws(' at ', nullif(concat_ws(' ', a.usename, nullif(a.application_name, '')), ''), a.client_addr) AS who,
          'connected since ' || to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS') AS since
        FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
          AND (l.classid::bigint, l.objid::bigint) = (hashtext('nuages_migrations')::bigint & 4294967295, hashtext(coalesce(current_schema(), ''))::bigint & 4294967295)
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
      return describe(rows as Holder[])
    }
  }
}

function mysqlLock(query: Query): Lock {
  let name = ''
  return {
    async tryAcquire() {
      if (name === '') {
        const rows = (await query('SELECT DATABASE() AS name')) as [{ name: string }]
        // a lock belongs to the server, and has 64 characters at most
        const database = createHash('sha256').update(rows[0].name).digest('hex').slice(0, 40)
        name = `'nuages_migrations:${database}'`
      }
      const rows = (await query(`SELECT GET_LOCK(${name}, 0) AS isMine`)) as [{ isMine: unknown }]
      return Number(rows[0].isMine) === 1
    },
    async release() {
      await query(`SELECT RELEASE_LOCK(${name})`)
    },
    async holder() {
      const rows = await query(`
        SELECT ID AS id, CONCAT(USER, ' at ', HOST) AS who, CONCAT('busy for ', TIME, ' s') AS since
        FROM information_schema.PROCESSLIST WHERE ID = IS_USED_LOCK(${name})`)
      return describe(rows as Holder[])
    }
  }
}
