import { createGazette } from './app'
import { seed } from './seed/seed'
import { settings } from './settings'

async function main(): Promise<void> {
  const app = await createGazette(settings)
  if (app.settings.development && app.database !== undefined) {
    const isNew = await seed(app.database)
    if (isNew) console.log('The database was empty: it has articles and comments now.')
  }
  const { HOST: host = '127.0.0.1', PORT: port = '8000' } = process.env
  const address = await app.listen({ host, port: Number(port) })
  console.log(`The Nuages Gazette is open at ${address}`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
