import { createApp, path, type Application, type AppSettings } from 'nuages'
import { openDatabase, type DataSource } from 'nuages/models'
import { afterCommit } from '../../src/models/transactions/after-commit'
import { currentManager } from '../../src/models/transactions/current'
import { Note, write } from '../models/transactions/notes'

let dataSource: DataSource
let app: Application
let log: string[]

beforeEach(async () => {
  log = []
  const database = { type: 'sqlite', database: ':memory:', acquireTimeout: 50 } as const
  dataSource = await openDatabase({ database, entities: [Note], synchronize: true })
})
afterEach(() => app.close())

/** An application with one view, whose requests are transactions. */
async function start(view: () => unknown): Promise<void> {
  const logger = { stream: { write: (line: string) => log.push(line) } }
  app = await createApp({
    database: dataSource,
    atomicRequests: true,
    logger: logger as AppSettings['logger'],
    urls: [path('view', view, { name: 'the.view' })]
  })
}

it('answers with the error of a commit that fails', async () => {
  await dataSource.query('CREATE TABLE parent (id INTEGER PRIMARY KEY)')
  await dataSource.query(
    'CREATE TABLE child (parent REFERENCES parent DEFERRABLE INITIALLY DEFERRED)'
  )
  await start(async () => {
    await Note.create({ text: 'a' })
    await orphan()
    return 'stored'
  })
  expect((await app.inject('/view')).statusCode).toBe(500)
  expect(log.join('')).toContain('FOREIGN KEY constraint failed')
  expect(await dataSource.query('SELECT * FROM child')).toEqual([])
  expect(await Note.count()).toBe(0)
})

it('logs what a callback throws, and answers all the same', async () => {
  await start(() => {
    afterCommit(() => {
      throw new Error('no mail today')
    })
    return 'done'
  })
  expect((await app.inject('/view')).body).toBe('done')
  expect(log.join('')).toContain('A callback of afterCommit failed')
  expect(log.join('')).toContain('no mail today')
})

it('names the route of a transaction that others wait for', async () => {
  await start(async () => {
    await write('a')
    return dataSource.query('SELECT 1')
  })
  const response = await app.inject('/view')
  expect(response.statusCode).toBe(503)
  expect(response.json()).toMatchObject({ code: 'DATABASE_POOL_TIMEOUT' })
  expect(log.join('')).toContain('begun by the.view.')
})

const orphan = (): Promise<unknown> =>
  currentManager(dataSource).query('INSERT INTO child (parent) VALUES (7)')

it('refuses atomicRequests without a database', async () => {
  await expect(
    createApp({ atomicRequests: true, database: false, logger: false })
  ).rejects.toMatchObject({ code: 'APPLICATION_NO_DATABASE' })
})
