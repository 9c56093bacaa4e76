import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DataSource } from 'typeorm'
import { migrate, type MigrateOptions } from '../../../src/models/migrations/migrate'
import { rollback } from '../../../src/models/migrations/rollback'
import { showMigrations } from '../../../src/models/migrations/show-migrations'
import { describeEngines } from '../engine'
import { schemaOf } from './edit-schema'
import { addMigration, creating, removeMigrations, writeMigrations } from './migration-files'

// servers that other suites keep busy
jest.setTimeout(60_000)

const all = { '0001_a': creating('a'), '0002_b': creating('b'), '0003_c': creating('c') }

const TYPEORM = `exports.AddTag1700000000000 = class AddTag1700000000000 {
  async up(runner) { await runner.query('CREATE TABLE tag (id int)'); await runner.query('INSERT INTO tag VALUES (1)') }
  async down(runner) { await runner.query('DROP TABLE tag') }
}`

describeEngines((engine) => {
  let database: DataSource

  beforeEach(async () => {
    database = await engine.open({ entities: [], synchronize: false })
  })
  afterEach(removeMigrations)

  const tables = async (): Promise<string[]> =>
    Object.keys((await schemaOf(database)).tables).sort()
  const states = async (options: MigrateOptions): Promise<string[]> =>
    (await showMigrations({ database, ...options })).map(({ name, state }) => `${name} ${state}`)

  it('runs what was not run yet, once', async () => {
    const folder = writeMigrations(all)
    expect(await states({ folder })).toEqual(['0001_a pending', '0002_b pending', '0003_c pending'])
    expect(await migrate({ database, folder, to: '0002' })).toEqual({
      applied: ['application/0001_a', 'application/0002_b']
    })
    expect(await states({ folder })).toEqual(['0001_a applied', '0002_b applied', '0003_c pending'])
    expect(await migrate({ database, folder })).toEqual({ applied: ['application/0003_c'] })
    expect(await migrate({ database, folder })).toEqual({ applied: [] })
    expect(await tables()).toEqual(['a', 'b', 'c'])
  })

  it('opens and closes a database of its own', async () => {
    const folder = writeMigrations(all)
    const begin = Date.now()
    const { applied } = await migrate({ database: engine.url(), folder, entities: [] })
    expect(applied).toEqual(['application/0001_a', 'application/0002_b', 'application/0003_c'])
    // a database in memory is another one for whoever opens it
    const isSeen = engine.name !== 'SQLite in memory'
    expect(await tables()).toEqual(isSeen ? ['a', 'b', 'c'] : [])
    const [first] = await showMigrations({ database, folder })
    expect(first!.appliedAt === undefined).toBe(!isSeen)
    expect(first!.appliedAt?.getTime() ?? begin).toBeGreaterThanOrEqual(begin)
  })

  it('takes back the last one, some, or all behind another', async () => {
    const folder = writeMigrations(all)
    await migrate({ database, folder })
    expect(await rollback({ database, folder })).toEqual({ rolledBack: ['application/0003_c'] })
    expect(await rollback({ database, folder, steps: 2 })).toEqual({
      rolledBack: ['application/0002_b', 'application/0001_a']
    })
    await migrate({ database, folder })
    expect(await rollback({ database, folder, to: '0001_a' })).toEqual({
      rolledBack: ['application/0003_c', 'application/0002_b']
    })
    expect(await tables()).toEqual(['a'])
    expect(await rollback({ database, folder, to: 'zero' })).toEqual({
      rolledBack: ['application/0001_a']
    })
    expect(await tables()).toEqual([])
    expect(await states({ folder })).toEqual(['0001_a pending', '0002_b pending', '0003_c pending'])
  })

  it('takes back what stands on a migration that goes', async () => {
    const folders = {
      authors: writeMigrations(all),
      articles: writeMigrations({
        '0001_x': creating('x'),
        '0002_y': creating('y', "static dependencies = ['authors/0002_b']")
      })
    }
    await migrate({ database, folders })
    await expect(rollback({ database, folders, to: '0001' })).rejects.toMatchObject({
      code: 'MIGRATION_UNKNOWN',
      message: expect.stringContaining('authors/0001_a or articles/0001_x')
    })
    const { rolledBack } = await rollback({ database, folders, to: 'authors/0001_a' })
    expect(rolledBack).toEqual(['articles/0002_y', 'authors/0003_c', 'authors/0002_b'])
    expect(await migrate({ database, folders, to: 'articles/0002_y' })).toEqual({
      applied: ['authors/0002_b', 'articles/0002_y']
    })
    expect((await rollback({ database, folders, to: 'articles/zero' })).rolledBack).toEqual([
      'articles/0002_y',
      'articles/0001_x'
    ])
  })

  it('rolls nothing back where one of them cannot be', async () => {
    const folder = writeMigrations(all)
    addMigration(folder, '0004_d', 'async up() {}')
    addMigration(folder, '0005_e', creating('e'))
    await migrate({ database, folder })
    await expect(rollback({ database, folder, steps: 3 })).rejects.toMatchObject({
      code: 'MIGRATION_IRREVERSIBLE',
      message: expect.stringContaining('application/0004_d cannot be rolled back')
    })
    expect(await tables()).toEqual(['a', 'b', 'c', 'e'])
  })

  it('says what is recorded and has no file', async () => {
    await migrate({ database, folder: writeMigrations(all) })
    const folder = writeMigrations({ '0001_a': creating('a') })
    expect(await states({ folder })).toEqual(['0001_a applied', '0002_b missing', '0003_c missing'])
    expect(await migrate({ database, folder })).toEqual({ applied: [] })
    await expect(rollback({ database, folder })).rejects.toMatchObject({
      code: 'MIGRATION_FILE_MISSING',
      message: expect.stringContaining('application/0003_c')
    })
  })

  it('leaves nothing behind that has no file', async () => {
    const folder = writeMigrations(all)
    await migrate({ database, folder })
    const rest = writeMigrations({ '0001_a': creating('a'), '0003_c': creating('c') })
    const missing = { code: 'MIGRATION_FILE_MISSING', message: expect.stringContaining('0002_b') }
    for (const to of ['zero', 'application/zero', '0001_a']) {
      await expect(rollback({ database, folder: rest, to })).rejects.toMatchObject(missing)
    }
    expect(await tables()).toEqual(['a', 'b', 'c'])
    expect(await rollback({ database, folder: rest })).toEqual({
      rolledBack: ['application/0003_c']
    })
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses to take back %d migrations', async (steps) => {
    const folder = writeMigrations(all)
    await expect(rollback({ database, folder, steps })).rejects.toMatchObject({
      code: 'MIGRATION_BAD_OPTIONS',
      message: expect.stringContaining(`steps: ${steps}`)
    })
  })

  it('records without running what is there already', async () => {
    const folder = writeMigrations(all)
    expect((await migrate({ database, folder, fake: true, to: '0002' })).applied).toHaveLength(2)
    expect(await tables()).toEqual([])
    await migrate({ database, folder })
    expect(await tables()).toEqual(['c'])
  })

  it('runs what comes late in between', async () => {
    const folder = writeMigrations({ '0001_a': creating('a'), '0003_c': creating('c') })
    await migrate({ database, folder })
    addMigration(folder, '0002_b', creating('b'))
    expect((await migrate({ database, folder })).applied).toEqual(['application/0002_b'])
  })

  it('keeps what ran before a migration that fails', async () => {
    const folder = writeMigrations(all)
    addMigration(folder, '0002_b', "async up(schema) { await schema.run('nonsense') }")
    await expect(migrate({ database, folder })).rejects.toMatchObject({ code: 'MIGRATION_FAILED' })
    expect(await states({ folder })).toEqual(['0001_a applied', '0002_b pending', '0003_c pending'])
    expect(await tables()).toEqual(['a'])
  })

  it('runs migrations of TypeORM as they are, and takes them back', async () => {
    const folder = writeMigrations({ '0001_a': creating('a') })
    writeFileSync(join(folder, '1700000000000-AddTag.js'), TYPEORM)
    await migrate({ database, folder })
    expect(await database.query('SELECT * FROM tag')).toEqual([{ id: 1 }])
    await rollback({ database, folder })
    expect(await tables()).toEqual(['a'])
  })

  it('does not run again what TypeORM has run', async () => {
    const folder = writeMigrations({})
    writeFileSync(join(folder, '1700000000000-AddTag.js'), TYPEORM)
    await database.query('CREATE TABLE migrations (id int, timestamp bigint, name varchar(99))')
    await database.query("INSERT INTO migrations VALUES (1, 1700000000000, 'AddTag1700000000000')")
    expect(await migrate({ database, folder })).toEqual({ applied: [] })
    expect(await states({ folder })).toEqual(['1700000000000-AddTag applied'])
  })

  it('enforces foreign keys afterwards, on every connection', async () => {
    await migrate({ database, folder: writeMigrations(all) })
    await database.query(
      'CREATE TABLE child (a int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES a (id))'
    )
    const inserts = [1, 2, 3].map((id) => database.query(`INSERT INTO child VALUES (${id})`))
    const outcomes = await Promise.allSettled(inserts)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })
})
