import { NuagesError, type Application } from 'nuages'
import { createGazette } from './app'
import { migrateGazette } from './database/migrate-gazette'
import { seed } from './seed/seed'
import { settings } from './settings'

async function main(): Promise<void> {
  const app = await createGazette(settings)
  try {
    await prepareDatabase(app)
    const { HOST: host = '127.0.0.1', PORT: port = '8000' } = process.env
    const address = await app.listen({ host, port: Number(port) })
    console.log(`The Nuages Gazette is open at ${address}`)
  } catch (error) {
    await app.close()
    throw error
  }
}

async function prepareDatabase({ database, settings }: Application): Promise<void> {
  const applied = await migrateGazette(database!)
  if (applied.length > 0) console.log(`Migrated: ${applied.join(', ')}`)
  if (settings.development && (await seed(database!))) {
    console.log('The database was empty: it has articles and comments now.')
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof NuagesError ? error.message : error)
  process.exitCode = 1
})
