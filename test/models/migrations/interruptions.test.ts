import type { DataSource, QueryRunner } from 'typeorm'
import type { EngineName } from '../../../src/models/migrations/schema-state'
import { effectOf } from '../../../src/models/migrations/statement-effect'
import { openDatabase } from '../../../src/models/open-database'
import { describeEngines, type Engine } from '../engine'
import { apply, contentOf, migrationOf, type Edit } from './edit-schema'

// servers that other suites keep busy
jest.setTimeout(60_000)

const int = (engine: EngineName): string => (engine === 'mysql' ? 'int' : 'integer')

const START = [
  'CREATE TABLE author (id int PRIMARY KEY)',
  'CREATE TABLE article (id int PRIMARY KEY, views int NOT NULL, old text)',
  'INSERT INTO author VALUES (1)',
  "INSERT INTO article VALUES (1, 3, 'x')"
]

/** Operations of several statements, rows that are changed in between, and a loss that nobody can take back. */
const long: Edit = async (schema) => {
  await schema.addColumn('article', 'author', { type: int(schema.engine) }, { backfill: '1' })
  await schema.run('UPDATE article SET views = views + 1')
  await schema.addColumn('article', 'twice', {
    type: int(schema.engine),
    nullable: true,
    generatedAs: 'id * 2',
    generatedType: 'STORED'
  })
  await schema.data(async (manager) => {
    await manager.query('UPDATE article SET views = views * 10')
  })
  await schema.dropColumn('article', 'old')
  await schema.addIndex('article', 'IDX_views', { columns: ['views'] }, { concurrently: true })
}

/** What can be taken back. */
const short: Edit = async (schema) => {
  await schema.addColumn('article', 'author', { type: int(schema.engine) }, { backfill: '1' })
  await schema.addIndex('article', 'IDX_views', { columns: ['views', 'author'] })
  await schema.createTable('tag', { columns: { id: { type: int(schema.engine), primary: true } } })
}

const failing: Edit = async (schema) => {
  await short(schema)
  await schema.run('SELECT nowhere')
}

const isWriting = (sql: string): boolean => effectOf(sql) !== 'none' || sql === 'COMMIT'

/** Another process on the same database, which dies after its `limit`th statement that changes something; whether it came to that. */
async function runAndDie(engine: Engine, up: Edit, limit: number): Promise<boolean> {
  const database = await openDatabase({ database: engine.options(), entities: [] })
  const createRunner = database.createQueryRunner.bind(database)
  let count = 0
  database.createQueryRunner = (mode) => {
    const runner = createRunner(mode)
    const query = runner.query.bind(runner) as (...values: unknown[]) => Promise<unknown>
    const mortal = async (...values: [string]): Promise<unknown> => {
      if (count >= limit) throw new Error('dead')
      const answer = await query(...values)
      if (isWriting(values[0])) count++
      return answer
    }
    runner.query = mortal as QueryRunner['query']
    return runner
  }
  await apply(database, migrationOf(up, { isTransactional: false })).catch(() => undefined)
  await database.destroy()
  return count >= limit
}

describeEngines(
  (engine) => {
    const open = async (): Promise<DataSource> => {
      const database = await engine.open({ entities: [], synchronize: false, poolSize: 1 })
      for (const sql of START) await database.query(sql)
      return database
    }

    const run = (database: DataSource, up: Edit): Promise<boolean> =>
      apply(database, migrationOf(up, { isTransactional: false }))

    async function contentAfter(up: Edit): Promise<object> {
      const database = await open()
      await run(database, up)
      return contentOf(database)
    }

    // MySQL commits every operation of every migration; PostgreSQL those that ask for it
    const step = engine.kind === 'mysql' ? 1 : 4

    it('goes on wherever it was interrupted', async () => {
      const wanted = await contentAfter(long)
      let isDead = true
      for (let limit = 1; isDead; limit += step) {
        const database = await open()
        isDead = await runAndDie(engine, long, limit)
        if (isDead) await run(database, long)
        expect({ limit, content: await contentOf(database) }).toEqual({ limit, content: wanted })
        await engine.clear()
      }
    }, 120_000)

    it('goes on taking back what failed, and then runs what was mended', async () => {
      const wanted = await contentAfter(short)
      let isDead = true
      for (let limit = 3; isDead; limit += step) {
        const database = await open()
        isDead = await runAndDie(engine, failing, limit)
        await run(database, short)
        expect({ limit, content: await contentOf(database) }).toEqual({ limit, content: wanted })
        await engine.clear()
      }
    }, 120_000)

    it('refuses a migration that was changed where it was done', async () => {
      const database = await open()
      await runAndDie(engine, long, 12)
      const other: Edit = async (schema) => {
        await schema.addColumn('article', 'other', { type: 'text', nullable: true })
        await long(schema)
      }
      await expect(run(database, other)).rejects.toMatchObject({
        code: 'MIGRATION_CHANGED',
        message: expect.stringContaining('"other"')
      })
    })

    it('stops where something is lost, and goes on with what was mended', async () => {
      const database = await open()
      const lossy =
        (last: string): Edit =>
        async (schema) => {
          await schema.dropColumn('article', 'old')
          await schema.run('UPDATE article SET views = views + 1')
          await schema.addColumn('article', 'new', { type: 'text', nullable: true })
          await schema.run(last)
        }
      await expect(run(database, lossy('ALTER nonsense'))).rejects.toMatchObject({
        hint: expect.stringContaining('it continues there')
      })
      await run(database, lossy('UPDATE article SET views = views * 2'))
      expect(await database.query('SELECT views FROM article')).toEqual([{ views: 8 }])
    })
  },
  ({ kind }) => kind !== 'sqlite'
)
