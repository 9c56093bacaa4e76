import { hasEntities } from '../models/known-entities'
import { openDatabase } from '../models/open-database'
import type { ResolvedSettings } from '../settings'
import type { AppSettings } from './app-settings'

/** An open data source of TypeORM. */
export type Database = Awaited<ReturnType<typeof openDatabase>>

/** Open the database that the settings name; an application without entities that names none has none. */
export async function openAppDatabase(
  settings: AppSettings,
  { development }: ResolvedSettings
): Promise<Database | undefined> {
  const { database, models, synchronize, databaseLogging } = settings
  if (database === false) return undefined
  if (database === undefined && models === undefined && !hasEntities()) return undefined
  return openDatabase({
    database,
    entities: models,
    synchronize,
    logging: databaseLogging,
    development
  })
}
