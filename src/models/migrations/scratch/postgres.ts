import type { DataSource } from 'typeorm'
import { NuagesError } from '../../../errors'
import type { EngineOptions } from '../../database-url'
import { toDataSource } from '../../open-database'
import { scratchName, withDatabase, type ScratchDatabase } from './scratch-database'

/**
 * A database of its own, not a schema: a migration that says `public.article`, or drops a table that it did not make,
 * must not find the real one.
 */
export function postgresScratch(admin: DataSource, bare: EngineOptions): ScratchDatabase {
  const name = scratchName()
  let isMade = false
  return {
    async empty() {
      if (!isMade) await createDatabase(admin, name)
      isMade = true
      await prepare(admin, name, toDataSource({ database: withDatabase(bare, name) }))
    },
    async drop() {
      if (isMade) await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
    },
    options: (like) => withDatabase(like, name)
  }
}

async function createDatabase(admin: DataSource, name: string): Promise<void> {
  try {
    await admin.query(`CREATE DATABASE "${name}"`)
  } catch (cause) {
    // insufficient_privilege
    const { code } = cause as { readonly code?: string }
    if (code !== '42501') throw cause
    throw new NuagesError(
      'MIGRATION_NO_SCRATCH',
      'Migrations are compared with the entities in a scratch database, which this role may not create.',
      'Let it: ALTER ROLE … CREATEDB; or give a database on a server of your own, such as the one you develop with.',
      { cause }
    )
  }
}

// tables go to the schema of the real database, and find the extensions that it has
async function prepare(admin: DataSource, name: string, scratch: DataSource): Promise<void> {
  const { schema: chosen } = admin.options as { readonly schema?: string }
  const [{ current }] = (await admin.query('SELECT current_schema() AS "current"')) as [
    { current: string | null }
  ]
  const schema = chosen ?? current ?? 'public'
  await admin.query(`ALTER DATABASE "${name}" SET search_path = "${schema}", public`)
  const extensions = (await admin.query(
    `SELECT extname AS "extension", extnamespace::regnamespace::text AS "place"
    FROM pg_extension WHERE extname <> 'plpgsql'`
  )) as { readonly extension: string; readonly place: string }[]
  await scratch.initialize()
  try {
    for (const own of new Set([schema, 'public'])) {
      await scratch.query(`DROP SCHEMA IF EXISTS "${own}" CASCADE; CREATE SCHEMA "${own}"`)
    }
    for (const { extension, place } of extensions) {
      await scratch.query(
        `CREATE SCHEMA IF NOT EXISTS ${place};
        CREATE EXTENSION IF NOT EXISTS "${extension}" SCHEMA ${place} CASCADE`
      )
    }
  } finally {
    await scratch.destroy()
  }
}
