import { hasEntities } from '../models/known-entities'
import type { openDatabase } from '../models/open-database'
import type { ResolvedSettings } from '../settings'
import type { AppSettings } from './app-settings'

/** An open data source of TypeORM. */
export type Database = Awaited<ReturnType<typeof openDatabase>>

/** Open the database that the settings name; an application without entities that names none has none. */
export async function openAppDatabase(
  settings: AppSettings,
  { development }: ResolvedSettings
): Promise<Database | undefined> {
  const { database, models: entities, synchronize, databaseLogging } = settings
  if (database === false) return undefined
  if (database === undefined && entities === undefined && !hasEntities()) return undefined
  // TypeORM takes longer to load than all the rest: only who has a database waits for it
  const models = require('../models/open-database') as { openDatabase: typeof openDatabase }
  return models.openDatabase({
    database,
    entities,
    synchronize,
    logging: databaseLogging,
    development
  })
}
