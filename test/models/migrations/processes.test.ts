import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import { migrate } from '../../../src/models/migrations/migrate'
import { showMigrations } from '../../../src/models/migrations/show-migrations'
import { describeEngines } from '../engine'
import { schemaOf } from './edit-schema'
import { creating, removeMigrations, writeMigrations } from './migration-files'

// servers that other suites keep busy
jest.setTimeout(60_000)

const program = join(__dirname, 'programs/migrate.js')

// stops in the middle, where the process is told to
const STOPPING = `
  async up(schema) {
    const type = schema.engine === 'mysql' ? 'int' : 'integer'
    await schema.createTable('first', { columns: { id: { type, primary: true } } })
    await schema.run('INSERT INTO first VALUES (1)')
    await schema.addColumn('first', 'more', { type, default: '5' })
    await schema.run('UPDATE first SET more = more + 1')
    if (process.env.STOP) {
      process.send('here')
      await new Promise(() => setInterval(() => {}, 1000))
    }
    await schema.createTable('second', { columns: { id: { type, primary: true } } })
    await schema.run('UPDATE first SET more = more * 10')
  }`

const SLOW = `
  async up(schema) {
    const type = schema.engine === 'mysql' ? 'int' : 'integer'
    await schema.createTable('slow', { columns: { id: { type, primary: true } } })
    await new Promise((resolve) => setTimeout(resolve, 400))
    await schema.addColumn('slow', 'more', { type, nullable: true })
  }`

/** A process that is ready to migrate. */
async function start(env: Readonly<Record<string, string>> = {}): Promise<ChildProcess> {
  const child = fork(program, { env: { ...process.env, ...env }, execArgv: [] })
  await once(child, 'message')
  return child
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const [answer] = (await once(child, 'message')) as [unknown]
  return answer
}

describeEngines(
  (engine) => {
    let database: DataSource

    beforeEach(async () => {
      database = await engine.open({ entities: [], synchronize: false })
    })
    afterAll(removeMigrations)

    it('finishes what a process that was killed has begun', async () => {
      const folder = writeMigrations({
        '0001_tag': creating('tag'),
        '0002_stopping': STOPPING,
        '0003_end': creating('end_of_it')
      })
      const child = await start({ STOP: '1' })
      child.send({ database: engine.url(), folder, entities: [] })
      expect(await answerOf(child)).toBe('here')
      child.kill('SIGKILL')
      await once(child, 'exit')
      const states = (await showMigrations({ database, folder })).map(({ state }) => state)
      expect(states).toEqual([
        'applied',
        engine.kind === 'mysql' ? 'interrupted' : 'pending',
        'pending'
      ])
      const { applied } = await migrate({ database, folder })
      expect(applied).toEqual(['application/0002_stopping', 'application/0003_end'])
      expect(await database.query('SELECT * FROM first')).toEqual([{ id: 1, more: 60 }])
      expect(Object.keys((await schemaOf(database)).tables).sort()).toEqual([
        'end_of_it',
        'first',
        'second',
        'tag'
      ])
    })

    if (engine.kind !== 'sqlite') {
      it('waits for the statement that a killed process has left running', async () => {
        const sleep = engine.kind === 'mysql' ? 'SLEEP(1) AS x' : 'pg_sleep(1)::text AS x'
        const folder = writeMigrations({
          '0001_sleep': `
            static transaction = false
            async up(schema) {
              if (process.env.STOP) process.send('here')
              await schema.run('CREATE TABLE slept AS SELECT ${sleep}')
              await schema.run('INSERT INTO slept VALUES (1)')
            }`
        })
        const child = await start({ STOP: '1' })
        child.send({ database: engine.url(), folder, entities: [] })
        expect(await answerOf(child)).toBe('here')
        await setTimeout(300)
        child.kill('SIGKILL')
        await once(child, 'exit')
        await migrate({ database, folder })
        expect(await database.query('SELECT * FROM slept')).toHaveLength(2)
      })
    }

    it('lets processes that migrate at once wait for each other', async () => {
      const folder = writeMigrations({
        '0001_tag': creating('tag'),
        '0002_slow': SLOW,
        '0003_end': creating('end_of_it')
      })
      const children = await Promise.all([start(), start()])
      const answers = children.map(answerOf)
      for (const child of children) child.send({ database: engine.url(), folder, entities: [] })
      const applied = (await Promise.all(answers)) as { readonly applied: readonly string[] }[]
      expect(applied.flatMap((answer) => answer.applied).sort()).toEqual([
        'application/0001_tag',
        'application/0002_slow',
        'application/0003_end'
      ])
    })

    it('waits no longer than it is told to, and says for whom', async () => {
      const folder = writeMigrations({ '0001_stopping': STOPPING })
      const child = await start({ STOP: '1' })
      child.send({ database: engine.url(), folder, entities: [] })
      await answerOf(child)
      const options = { ...engine.options(), busyTimeout: 100 }
      const waiting = migrate({
        database: options as never,
        folder,
        entities: [],
        lockTimeout: 300
      })
      const holder = engine.kind === 'sqlite' ? '' : expect.stringMatching(/connection \d+ of \w+/)
      await expect(waiting).rejects.toMatchObject({
        code: 'MIGRATION_LOCKED',
        ...(holder === '' ? {} : { message: holder })
      })
      child.kill('SIGKILL')
      await once(child, 'exit')
    })
  },
  ({ name }) => name !== 'SQLite in memory'
)
