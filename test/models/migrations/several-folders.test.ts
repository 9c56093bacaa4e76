import { join } from 'node:path'
import { EntitySchema } from 'typeorm'
import { checkMigrations } from '../../../src/models/migrations/check-migrations'
import {
  makeMigrations,
  type MakeMigrationsOptions
} from '../../../src/models/migrations/make-migrations'
import { migrate } from '../../../src/models/migrations/migrate'
import type { MigrationFolder } from '../../../src/models/migrations/migration-options'
import { removeWorkshops, Workshop } from './workshop'

type Entity = EntitySchema<never>

const entity = (name: string, refersTo: readonly string[] = [], columns: object = {}): Entity =>
  new EntitySchema<never>({
    name,
    columns: { id: { type: Number, primary: true, generated: true }, ...columns } as never,
    relations: Object.fromEntries(
      refersTo.map((target) => [
        `its${target}`,
        { type: 'many-to-one', target, joinColumn: true, nullable: true }
      ])
    ) as never
  })

let place: string
beforeEach(() => void (place = new Workshop().folder))
afterAll(removeWorkshops)

const folder = (label: string, ...entities: readonly Entity[]): [string, MigrationFolder] => [
  label,
  { path: join(place, label), entities: entities as never }
]

const options = (...folders: [string, string | MigrationFolder][]): MakeMigrationsOptions => ({
  database: 'sqlite::memory:',
  folders: Object.fromEntries(folders),
  importFrom: join(__dirname, '../../../src/models/migrations/migration')
})

const make = async (settings: MakeMigrationsOptions): Promise<[string, readonly string[]][]> => {
  const { files } = await makeMigrations(settings)
  return files.map((file) => [`${file.folder}/${file.name}`, file.dependencies])
}

describe('several folders', () => {
  it('get the migrations of their entities, which depend on those that they refer to', async () => {
    const settings = options(
      folder('articles', entity('Article', ['Author'])),
      folder('authors', entity('Author'))
    )
    expect(await make(settings)).toEqual([
      ['authors/0001_initial', []],
      ['articles/0001_initial', ['authors/0001_initial']]
    ])
    expect((await checkMigrations(settings)).isClean).toBe(true)
  })

  it('need one more file where each refers to the other', async () => {
    const settings = options(
      folder('articles', entity('Article', ['Author'])),
      folder('authors', entity('Author', ['Article']))
    )
    const made = await make(settings)
    expect(made.map(([name]) => name)).toEqual([
      'authors/0001_initial',
      'articles/0001_initial',
      'authors/0002_add_foreign_key_author_its_article_id'
    ])
    expect(made[2]![1]).toEqual(['articles/0001_initial'])
    expect((await checkMigrations(settings)).isClean).toBe(true)
  })

  it('depend on what is there already', async () => {
    const authors = folder('authors', entity('Author'))
    await make(options(authors, folder('articles', entity('Article'))))
    const later = options(authors, folder('articles', entity('Article', ['Author'])))
    expect(await make(later)).toEqual([
      ['articles/0002_add_article_its_author_id', ['authors/0001_initial']]
    ])
  })

  it('own the tables that no entity has any more', async () => {
    const articles = folder('articles', entity('Article'))
    await make(options(articles, folder('tags', entity('Tag'))))
    const settings = { ...options(articles, folder('tags')), allowDataLoss: true }
    expect(await make(settings)).toEqual([['tags/0002_drop_tag', []]])
    expect((await checkMigrations(settings)).isClean).toBe(true)
  })

  it('drop what another one refers to behind the reference', async () => {
    const both = [
      folder('articles', entity('Article', ['Author'])),
      folder('authors', entity('Author'))
    ] as const
    await make(options(...both))
    const settings = options(folder('articles', entity('Article')), folder('authors'))
    const made = await make({ ...settings, allowDataLoss: true })
    expect(made).toEqual([
      ['articles/0002_drop_article_its_author_id', ['authors/0001_initial']],
      ['authors/0002_drop_author', ['articles/0002_drop_article_its_author_id']]
    ])
    const { applied } = await migrate(settings)
    expect(applied).toHaveLength(4)
  })

  it('may leave the rest to one of them', async () => {
    const rest: [string, string] = ['application', join(place, 'application')]
    const settings = {
      ...options(folder('authors', entity('Author')), rest),
      entities: [entity('Author'), entity('Article')] as never
    }
    expect((await make(settings)).map(([name]) => name)).toEqual([
      'application/0001_initial',
      'authors/0001_initial'
    ])
  })

  it('must say whose an entity is', async () => {
    const settings = {
      ...options(['a', join(place, 'a')], ['b', join(place, 'b')]),
      entities: [entity('Author')] as never
    }
    await expect(make(settings)).rejects.toMatchObject({
      code: 'MIGRATION_NO_FOLDER',
      message: expect.stringContaining('Author')
    })
  })

  it('must say which one an empty migration is for', async () => {
    const settings = options(folder('articles', entity('Article')), folder('tags', entity('Tag')))
    await expect(make({ ...settings, empty: true })).rejects.toMatchObject({
      code: 'MIGRATION_BAD_OPTIONS',
      message: expect.stringContaining("`empty: 'articles'` or `empty: 'tags'`")
    })
    expect(await make({ ...settings, empty: 'tags' })).toEqual([['tags/0001_data', []]])
  })
})
