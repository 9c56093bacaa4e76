import type { Application, AppSettings } from 'nuages'
import { createGazette } from '../../sample-app/app'
import { seed, type SeedCounts } from '../../sample-app/seed/seed'

export const BROWSER = { accept: 'text/html,application/xhtml+xml' }

/** A Gazette in memory, with a few articles. */
export async function openGazette(
  counts: SeedCounts = { articles: 45, comments: 60 },
  settings: AppSettings = {}
): Promise<Application> {
  const app = await createGazette({
    database: 'sqlite::memory:',
    synchronize: true,
    logger: false,
    ...settings
  })
  await seed(app.database!, counts)
  return app
}
