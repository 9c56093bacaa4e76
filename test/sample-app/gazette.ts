import type { Application, AppSettings } from 'nuages'
import { createGazette } from '../../sample-app/app'
import { migrateGazette } from '../../sample-app/database/migrate-gazette'
import { seed, type SeedCounts } from '../../sample-app/seed/seed'

export const BROWSER = { accept: 'text/html,application/xhtml+xml' }

/** A Gazette in memory, with a few articles. */
export async function openGazette(
  counts: SeedCounts = { articles: 45, comments: 60 },
  settings: AppSettings = {}
): Promise<Application> {
  const app = await createGazette({
    database: 'sqlite::memory:',
    logger: false,
    ...settings
  })
  await migrateGazette(app.database!)
  await seed(app.database!, counts)
  return app
}
