import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaOptions } from 'typeorm'
import { addMigration } from './migration-files'
import { removeWorkshops, Workshop } from './workshop'

type Columns = Record<string, EntitySchemaColumnOptions>
type More = Partial<EntitySchemaOptions<never>>

const entity = (name: string, columns: Columns, more: More = {}): EntitySchema<never> =>
  new EntitySchema<never>({
    name,
    columns: { id: { type: Number, primary: true, generated: true }, ...columns } as never,
    ...more
  })

const article = (columns: Columns = {}, more: More = {}): EntitySchema<never> =>
  entity('Article', { title: { type: String, length: 200 }, ...columns }, more)

const text: EntitySchemaColumnOptions = { type: String }
const views: EntitySchemaColumnOptions = { type: Number }

let shop: Workshop
beforeEach(() => void (shop = new Workshop()))
afterAll(removeWorkshops)

describe('makeMigrations', () => {
  it('makes the first migration, and none where nothing changed', async () => {
    const { files } = await shop.make([article()])
    expect(files.map(({ folder, name }) => [folder, name])).toEqual([
      ['application', '0001_initial']
    ])
    expect((await shop.make([article()])).files).toEqual([])
    expect(readdirSync(shop.folder)).toEqual(['0001_initial.ts'])
  })

  it('makes the same file of the same entities', async () => {
    const [first, second] = [await shop.make([article()], { dryRun: true }), new Workshop()]
    const again = await second.make([article()], { dryRun: true })
    expect(again.files[0]!.source).toBe(first.files[0]!.source)
  })

  it('writes nothing in a dry run', async () => {
    const { files } = await shop.make([article()], { dryRun: true })
    expect(files[0]!.path).toBe(join(shop.folder, '0001_initial.ts'))
    expect(readdirSync(shop.folder)).toEqual([])
  })

  it('creates tables behind those they refer to, and circles at the end', async () => {
    const to = (target: string) => ({
      its: { type: 'many-to-one' as const, target, joinColumn: true, nullable: true }
    })
    await shop.make([
      entity('A', {}, { relations: to('B') as never }),
      entity('B', {}, { relations: to('C') as never }),
      entity('C', {}, { relations: to('B') as never })
    ])
    const calls = shop.up('0001_initial').filter((line) => line.startsWith('await'))
    expect(calls.map((line) => line.replace(/,.*/, ''))).toEqual([
      "await schema.createTable('c'",
      "await schema.createTable('b'",
      "await schema.createTable('a'",
      "await schema.addForeignKey('c'"
    ])
  })

  it('gives a migration the name that it is told', async () => {
    const { files } = await shop.make([article()], { name: 'The beginning!' })
    expect(files[0]!.name).toBe('0001_the_beginning')
    expect(files[0]!.source).toContain('export default class TheBeginning extends Migration')
  })

  it('counts on behind the migrations of TypeORM', async () => {
    const file = '1700000000000-AddTag.js'
    const code = 'exports.AddTag1700000000000 = class { async up() {} async down() {} }'
    writeFileSync(join(shop.folder, file), code)
    const { files } = await shop.make([article()])
    expect(files[0]!.name).toBe('1700000000001_create_article')
  })

  it('makes an empty migration for rows', async () => {
    await shop.make([article()])
    const { files } = await shop.make([article()], { empty: true, name: 'fill titles' })
    expect(files[0]!.name).toBe('0002_fill_titles')
    expect((await shop.make([article()])).files).toEqual([])
  })

  it('does not write over a file that came meanwhile', async () => {
    await shop.make([article()])
    const path = join(shop.folder, '0002_add_article_views.ts')
    const ask = () => {
      writeFileSync(path, 'theirs')
      return Promise.resolve('0')
    }
    const { files } = await shop.make([article({ views })], { ask })
    expect(files[0]!.name).toBe('0003_add_article_views')
    expect(readFileSync(path, 'utf8')).toBe('theirs')
  })

  it('leaves alone what is not synchronised, and what it is told to ignore', async () => {
    addMigration(
      shop.folder,
      '0001_by_hand',
      `async up(schema) {
        for (const name of ['legacy', 'audit']) {
          await schema.createTable(name, { columns: { id: { type: 'integer', primary: true } } })
        }
      }`
    )
    const audit = entity('Audit', {}, { synchronize: false })
    expect((await shop.check([audit], { ignore: ['legacy'] })).isClean).toBe(true)
    expect((await shop.check([audit])).isClean).toBe(false)
  })

  it('refuses entities of another file, and touches no such file', async () => {
    const elsewhere = entity('Log', {}, { database: 'log.sqlite3' })
    await expect(shop.make([elsewhere])).rejects.toMatchObject({
      code: 'MIGRATION_OTHER_SCHEMA',
      message: expect.stringContaining('Log')
    })
    expect(existsSync('log.sqlite3')).toBe(false)
  })
})

describe('a column that may not be null', () => {
  beforeEach(() => shop.make([article()]))

  it('is refused without default, with three ways out', async () => {
    const make = shop.make([article({ views, rank: { type: Number } })])
    await expect(make).rejects.toMatchObject({
      code: 'MIGRATION_NEEDS_DEFAULT',
      message: expect.stringMatching(
        /article\.views, article\.rank may not be null.*\(1\).*\(2\).*\(3\)/s
      )
    })
  })

  it.each<[string, EntitySchemaColumnOptions]>([
    ['a default', { type: Number, default: 0 }],
    ['null', { type: Number, nullable: true }]
  ])('is fine with %s', async (_case, column) => {
    const { files } = await shop.make([article({ views: column })])
    expect(files).toHaveLength(1)
  })

  it('takes a value for once from the options', async () => {
    await shop.make([article({ views })], { defaults: { 'article.views': '0' } })
    expect(shop.up('0002_add_article_views')).toEqual([
      `await schema.addColumn('article', 'views', { type: 'integer' }, { backfill: '0' })`
    ])
  })

  it('takes a value for once from an answer', async () => {
    const ask = jest.fn().mockResolvedValue('length(title)')
    await shop.make([article({ views })], { ask })
    expect(ask).toHaveBeenCalledWith({
      kind: 'default',
      table: 'article',
      column: 'views',
      type: 'integer'
    })
    expect(shop.up('0002_add_article_views').join(' ')).toContain("{ backfill: 'length(title)' }")
  })

  it('is filled where it was nullable', async () => {
    await shop.make([article({ rank: { type: Number, nullable: true } })])
    const { risks } = await shop.make([article({ rank: { type: Number } })], { dryRun: true })
    expect(risks.map(({ reason }) => reason)).toEqual(['needs a value in every article.rank'])
    await shop.make([article({ rank: { type: Number } })], { defaults: { 'article.rank': '1' } })
    expect(shop.up('0003_alter_article_rank')).toEqual([
      `await schema.alterColumn('article', 'rank', { type: 'integer' }, { backfill: '1' })`
    ])
  })

  it('is named in a default', async () => {
    const make = shop.make([article({ views })], { defaults: { 'article.view': '0' } })
    await expect(make).rejects.toMatchObject({
      code: 'MIGRATION_UNKNOWN_DEFAULT',
      message: expect.stringContaining('Did you mean "article.views"?')
    })
  })
})

describe('what is gone', () => {
  beforeEach(() => shop.make([article({ body: text })]))

  it('may have another name, and is not dropped silently', async () => {
    const make = shop.make([article({ content: text })], { allowDataLoss: true })
    await expect(make).rejects.toMatchObject({
      code: 'MIGRATION_AMBIGUOUS',
      message: expect.stringContaining('"article.body:content" or "article.body:"')
    })
  })

  it('is renamed where that is said', async () => {
    await shop.make([article({ content: text })], { renames: ['article.body:content'] })
    expect(shop.up('0002_rename_article_body_content')).toEqual([
      `await schema.renameColumn('article', 'body', 'content')`
    ])
    expect((await shop.check([article({ content: text })])).isClean).toBe(true)
  })

  it('is dropped only where losing it is allowed', async () => {
    await expect(shop.make([article()])).rejects.toMatchObject({
      code: 'MIGRATION_LOSES_DATA',
      message: expect.stringContaining('drops the column article.body')
    })
    const { risks } = await shop.make([article()], { allowDataLoss: true })
    expect(risks.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['loses', 'drops the column article.body']
    ])
    expect(shop.up('0002_drop_article_body')).toEqual([
      `await schema.dropColumn('article', 'body')`
    ])
  })
})

describe('checkMigrations', () => {
  it('tells what is missing', async () => {
    await shop.make([article()])
    const {
      isClean,
      operations,
      text: said
    } = await shop.check([article({ body: { ...text, nullable: true } })])
    expect(isClean).toBe(false)
    expect(operations).toHaveLength(1)
    expect(said).toBe(
      `Entities and migrations differ:\n  await schema.addColumn('article', 'body', { type: 'varchar', nullable: true })`
    )
  })

  it('says so where all is well', async () => {
    await shop.make([article()])
    expect(await shop.check([article()])).toEqual({
      isClean: true,
      operations: [],
      problems: [],
      text: 'Entities and migrations agree.'
    })
  })

  it('asks nothing about renames', async () => {
    await shop.make([article({ body: text })])
    const { operations } = await shop.check([article({ content: text })])
    expect(operations.map(({ kind }) => kind)).toEqual(['addColumn', 'dropColumn'])
  })

  it('finds numbers that two migrations have', async () => {
    await shop.make([article()])
    addMigration(shop.folder, '0001_other', 'async up() {} async down() {}')
    const { isClean, problems } = await shop.check([article()])
    expect(isClean).toBe(false)
    expect(problems).toEqual([
      {
        code: 'MIGRATION_NUMBER_TWICE',
        message: 'application/0001_initial and application/0001_other have the same number.',
        hint: 'Give the later one the next number; where it has run, rename it in the table `nuages_migrations` too.'
      }
    ])
  })

  it('mentions migrations that cannot be rolled back', async () => {
    await shop.make([article()])
    addMigration(shop.folder, '0002_rows', 'async up() {}')
    const { isClean, problems } = await shop.check([article()])
    expect(isClean).toBe(true)
    expect(problems).toMatchObject([
      { code: 'MIGRATION_NO_DOWN', message: expect.stringContaining('application/0002_rows') }
    ])
  })
})
