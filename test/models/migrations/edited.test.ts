import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DataSource } from 'typeorm'
import { checkMigrations } from '../../../src/models/migrations/check-migrations'
import { checksumOf, isEdited } from '../../../src/models/migrations/checksum'
import { migrate } from '../../../src/models/migrations/migrate'
import { rollback } from '../../../src/models/migrations/rollback'
import { showMigrations } from '../../../src/models/migrations/show-migrations'
import { describeEngines, newFile, removeFiles } from '../engine'
import { addMigration, creating, removeMigrations, writeMigrations } from './migration-files'

// servers that other suites keep busy
jest.setTimeout(60_000)
afterAll(removeMigrations)

const all = { '0001_a': creating('a'), '0002_b': creating('b') }

describeEngines((engine) => {
  let database: DataSource
  beforeEach(async () => {
    database = await engine.open({ entities: [], synchronize: false })
  })

  const edited = async (folder: string): Promise<(string | undefined)[]> =>
    (await showMigrations({ database, folder })).map(({ editedFile }) => editedFile)

  it('names the file of a migration that was edited after it was applied', async () => {
    const folder = writeMigrations(all)
    await migrate({ database, folder })
    expect(await edited(folder)).toEqual([undefined, undefined])
    addMigration(folder, '0002_b', creating('c'))
    const file = join(folder, '0002_b.js')
    expect(await edited(folder)).toEqual([undefined, file])
    const { problems } = await checkMigrations({
      database,
      folder,
      entities: [],
      ignore: ['a', 'b', 'c']
    })
    expect(problems).toMatchObject([
      {
        code: 'MIGRATION_EDITED',
        message: `application/0002_b was edited after it was applied (${file}): what it says now has not run.`,
        file
      }
    ])
  })

  it('knows what was recorded before there were checksums', async () => {
    const folder = writeMigrations(all)
    await migrate({ database, folder, to: '0001_a' })
    await database.query('ALTER TABLE nuages_migrations DROP COLUMN checksum')
    addMigration(folder, '0001_a', creating('c'))
    expect(await edited(folder)).toEqual([undefined, undefined])
    expect(await migrate({ database, folder })).toEqual({ applied: ['application/0002_b'] })
    addMigration(folder, '0002_b', creating('d'))
    expect(await edited(folder)).toEqual([undefined, join(folder, '0002_b.js')])
  })

  it('takes for applied what ran last', async () => {
    const folder = writeMigrations(all)
    await migrate({ database, folder })
    addMigration(folder, '0002_b', `${creating('b')} // as it should be`)
    await rollback({ database, folder })
    await migrate({ database, folder })
    expect(await edited(folder)).toEqual([undefined, undefined])
  })
})

describe('a database that is not there', () => {
  afterAll(removeFiles)

  it('is not made by a look at it', async () => {
    const file = await newFile()
    const folder = writeMigrations(all)
    const options = { database: `sqlite:${file}`, folder, entities: [] }
    expect((await showMigrations(options)).map(({ state }) => state)).toEqual([
      'pending',
      'pending'
    ])
    expect((await checkMigrations({ ...options, ignore: ['a', 'b'] })).isClean).toBe(true)
    expect(existsSync(file)).toBe(false)
  })
})

describe('a checksum', () => {
  const source = `import { x } from "y";\nexport default class A extends B {\n  async up() {\n    await this.run("it", { a: 1 });\n  }\n}\n`
  const sum = checksumOf('0001_a.ts', source)

  it.each([
    ['other quotes', source.replaceAll('"', "'")],
    ['no semicolons', source.replaceAll(';', '')],
    ['other lines', source.replace('{ a: 1 }', '{\r\n  a: 1,\r\n}')]
  ])('is the same with %s', (_case, text) => expect(checksumOf('0001_a.ts', text)).toBe(sum))

  it.each([
    ['another word', source.replace('it', 'is')],
    ['another number', source.replace('1', '10')],
    ['words apart', source.replace('async up', 'asyncup')]
  ])('is another one with %s', (_case, text) =>
    expect(isEdited(checksumOf('0001_a.ts', text), sum)).toBe(true)
  )

  it('says nothing of a source and what was compiled of it', () => {
    const compiled = checksumOf('0001_a.js', readFileSync(__filename, 'utf8'))
    expect(isEdited(compiled, sum)).toBe(false)
    expect(isEdited(sum, undefined)).toBe(false)
  })
})
