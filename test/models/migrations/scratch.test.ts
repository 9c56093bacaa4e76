import { EntitySchema, type DataSource } from 'typeorm'
import { readSchema } from '../../../src/models/migrations/read-schema'
import { describeEngines } from '../engine'
import { addMigration } from './migration-files'
import { removeWorkshops, Workshop } from './workshop'

type Row = never

const columns = { id: { type: Number, primary: true, generated: true } } as never
const article = new EntitySchema<Row>({ name: 'Article', columns })
const isOnServer = ({ kind }: { readonly kind: string }): boolean => kind !== 'sqlite'

jest.setTimeout(60_000)
afterAll(removeWorkshops)

describeEngines((engine) => {
  let database: DataSource
  let shop: Workshop
  beforeEach(async () => {
    database = await engine.open({ entities: [] })
    shop = new Workshop(engine.url())
    await database.query('CREATE TABLE article (id integer)')
    await database.query('INSERT INTO article VALUES (1)')
  })

  it('keeps migrations away from the real tables', async () => {
    addMigration(
      shop.folder,
      '0001_reckless',
      `async up(schema) {
        await schema.run('CREATE TABLE article (id integer)')
        await schema.run('DELETE FROM article')
        await schema.run('DROP TABLE article')
      }`
    )
    await shop.check([])
    expect(await database.query('SELECT id FROM article')).toEqual([{ id: 1 }])
  })

  it('does not mind tables that no migration has made', async () => {
    await shop.make([article])
    expect((await shop.check([article])).isClean).toBe(true)
    expect(Object.keys((await readSchema(database)).tables)).toEqual(['article'])
  })

  it('uses an open data source, and leaves it open', async () => {
    const own = new Workshop(database)
    expect((await own.check([])).isClean).toBe(true)
    expect(database.isInitialized).toBe(true)
  })
}, isOnServer)

describeEngines(
  (engine) => {
    it('says what a role lacks that may not create databases', async () => {
      const database = await engine.open({ entities: [] })
      const role = `nuages_role_${process.pid}`
      await database.query(`CREATE ROLE ${role} LOGIN`)
      const url = new URL(engine.url())
      url.username = role
      try {
        await expect(new Workshop(url.href).check([article])).rejects.toMatchObject({
          code: 'MIGRATION_NO_SCRATCH',
          message: expect.stringContaining('CREATEDB')
        })
      } finally {
        await database.query(`DROP ROLE ${role}`)
      }
    })

    it('has the extensions of the real database', async () => {
      const database = await engine.open({ entities: [] })
      const shop = new Workshop(engine.url())
      await database.query('CREATE EXTENSION ltree')
      const tag = new EntitySchema<Row>({
        name: 'Tag',
        columns: { name: { type: 'ltree', primary: true } } as never
      })
      await shop.make([tag])
      expect((await shop.check([tag])).isClean).toBe(true)
    })
  },
  ({ kind }) => kind === 'postgres'
)
