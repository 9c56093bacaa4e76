import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadMigrations } from '../../../src/models/migrations/load-migrations'
import { addMigration, creating, removeMigrations, writeMigrations } from './migration-files'

const root = resolve(__dirname, '../../..')
const source = join(root, 'src/models/migrations/migration.ts')
const made: string[] = []

const TYPESCRIPT = `
  import { Migration } from '${source}'
  import type { SchemaEditor } from 'nuages/migrations'
  enum Table { Tag = 'tag' }
  export default class AddTag extends Migration {
    static override readonly dependencies: readonly string[] = []
    constructor(private readonly table: Table = Table.Tag) { super() }
    async up(schema: SchemaEditor): Promise<void> { await schema.dropTable(this.table) }
  }`

function folderIn(parent: string): string {
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'nuages-migrations-'))
  made.push(folder)
  return folder
}

async function labels(options: Parameters<typeof loadMigrations>[0]): Promise<string[]> {
  return (await loadMigrations(options)).map(({ folder, name }) => `${folder}/${name}`)
}

/** What a process without a hook for TypeScript makes of a folder. */
function loadedAlone(folder: string): unknown {
  const program = join(__dirname, 'programs/load-migrations.js')
  return JSON.parse(execFileSync(process.execPath, [program, folder], { encoding: 'utf8' }))
}

afterEach(() => {
  removeMigrations()
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

it('loads what is numbered, in the order of the numbers', async () => {
  const folder = writeMigrations({
    '0010_c': creating('c'),
    '0002_b': creating('b'),
    '0001_a': creating('a')
  })
  for (const other of ['index.js', '0003_types.d.ts', '0001_a.js.map', 'notes.md']) {
    writeFileSync(join(folder, other), 'throw new Error("not a migration")')
  }
  expect(await labels({ folder })).toEqual([
    'application/0001_a',
    'application/0002_b',
    'application/0010_c'
  ])
})

it('puts migrations behind those that they depend on, else folder by folder', async () => {
  const articles = writeMigrations({
    '0001_initial': creating('article'),
    '0002_email': creating('b', "static dependencies = ['authors/0002_email']"),
    '0003_more': creating('c')
  })
  const authors = writeMigrations({
    '0001_initial': creating('author', "static dependencies = ['articles/0001_initial']"),
    '0002_email': creating('d')
  })
  expect(await labels({ folders: { articles, authors: { path: authors } } })).toEqual([
    'articles/0001_initial',
    'authors/0001_initial',
    'authors/0002_email',
    'articles/0002_email',
    'articles/0003_more'
  ])
})

it('loads nothing from a folder that is not there', async () => {
  expect(await labels({ folder: '/nowhere/at/all' })).toEqual([])
})

it.each([
  [
    'MIGRATION_CYCLE',
    {
      '0001_a': creating('a', "static dependencies = ['application/0002_b']"),
      '0002_b': creating('b')
    },
    'application/0001_a → application/0002_b → application/0001_a'
  ],
  [
    'MIGRATION_UNKNOWN',
    { '0001_a': creating('a', "static dependencies = ['application/0001_b']") },
    '"application/0001_a"?'
  ],
  [
    'MIGRATION_NOT_LOADED',
    { '0001_a': 'static x = nowhere' },
    '0001_a.js could not be loaded: nowhere'
  ]
])('throws %s', async (code, migrations: Record<string, string>, message) => {
  const folder = writeMigrations(migrations)
  await expect(loadMigrations({ folder })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message)
  })
})

it('says which file exports no migration, or several', async () => {
  const folder = writeMigrations({})
  writeFileSync(join(folder, '0001_none.js'), 'exports.answer = 42')
  await expect(loadMigrations({ folder })).rejects.toMatchObject({
    code: 'MIGRATION_NOT_EXPORTED',
    message: expect.stringContaining('application/0001_none.js exports no migration')
  })
  rmSync(join(folder, '0001_none.js'))
  writeFileSync(
    join(folder, '0001_both.js'),
    'exports.A = class { up() {} down() {} }; exports.B = class { up() {} down() {} }'
  )
  await expect(loadMigrations({ folder })).rejects.toThrow('exports 2 migrations')
})

it('refuses `folder` beside `folders`', async () => {
  await expect(loadMigrations({ folder: 'a', folders: { b: 'b' } })).rejects.toMatchObject({
    code: 'MIGRATION_BAD_OPTIONS'
  })
})

it('takes migrations of TypeORM, in between', async () => {
  const folder = writeMigrations({ '0002_b': creating('b') })
  writeFileSync(
    join(folder, '1700000000000-AddTag.js'),
    'exports.AddTag1700000000000 = class AddTag1700000000000 { async up() {} async down() {} }'
  )
  expect(await loadMigrations({ folder })).toMatchObject([
    { name: '0002_b' },
    { name: '1700000000000-AddTag', typeormName: 'AddTag1700000000000', isReversible: true }
  ])
})

it('loads TypeScript through the hook of the process, here that of Jest', async () => {
  const folder = folderIn(join(root, '.cache'))
  writeFileSync(join(folder, '0001_tag.ts'), TYPESCRIPT)
  expect(await loadMigrations({ folder })).toMatchObject([
    { name: '0001_tag', isReversible: false }
  ])
})

it('loads TypeScript without a hook, with the `typescript` of the application', () => {
  const folder = folderIn(join(root, '.cache'))
  writeFileSync(join(folder, '0001_tag.ts'), TYPESCRIPT)
  addMigration(folder, '0002_b', creating('b'))
  expect(loadedAlone(folder)).toMatchObject([
    { name: '0001_tag', isReversible: false },
    { name: '0002_b', isReversible: true }
  ])
})

it.each([
  ['nobody can load', []],
  ['version 7 does not compile', [['typescript', `exports.version = '7.0.2'`]]]
])('says what to do about TypeScript that %s', (_case, packages) => {
  const folder = folderIn(tmpdir())
  for (const [name, code] of packages) {
    mkdirSync(join(folder, 'node_modules', name!), { recursive: true })
    writeFileSync(join(folder, 'node_modules', name!, 'index.js'), code!)
  }
  writeFileSync(join(folder, '0001_tag.ts'), TYPESCRIPT)
  expect(loadedAlone(folder)).toEqual({
    code: 'MIGRATION_NOT_COMPILED',
    hint: expect.stringContaining('npm install --save-dev typescript@6')
  })
})
