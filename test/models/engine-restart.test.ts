import { existsSync } from 'node:fs'
import type { DataSource } from 'typeorm'
import { openDatabase } from '../../src/models/open-database'
import { Account } from './entities'
import { Load, namesOf } from './load'
import {
  mariadbProgram,
  newMariadbServer,
  newPostgresServer,
  postgresPrograms,
  type PrivateServer
} from './private-server'

const CUT = /connect|terminat|closed|starting up|recovery|shut(ting)? down|ECONN/i

describe.each([
  ['PostgreSQL', postgresPrograms !== undefined, newPostgresServer],
  ['MariaDB', existsSync(mariadbProgram), newMariadbServer]
])('%s, killed and started again under load', (_name, isInstalled, newServer) => {
  let server: PrivateServer | undefined
  let dataSource: DataSource | undefined

  afterEach(async () => {
    await dataSource?.destroy()
    await server?.remove()
  })

  const run = isInstalled ? it : it.skip
  run(
    'loses no row that was stored, and is used again without a word',
    async () => {
      server = await newServer()
      await server.start()
      const entities = [Account]
      dataSource = await openDatabase({ database: server.url, entities, synchronize: true })
      const load = new Load(dataSource, 8)
      for (let round = 0; round < 2; round++) {
        await load.more(100)
        await server.kill()
        await server.start()
      }
      await load.more(100)
      await load.stop()
      const names = await namesOf(dataSource)
      expect(load.stored.filter((name) => !names.has(name))).toEqual([])
      expect(load.errors.length).toBeGreaterThan(0)
      expect(load.errors.filter(({ message }) => !CUT.test(message))).toEqual([])
    },
    90_000
  )
})
