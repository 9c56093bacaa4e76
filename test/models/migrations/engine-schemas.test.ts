import { EntitySchema, type DataSource } from 'typeorm'
import { readSchema } from '../../../src/models/migrations/read-schema'
import { withScratch } from '../../../src/models/migrations/scratch/scratch'
import { toDataSource } from '../../../src/models/open-database'
import { describeEngines, type Engine } from '../engine'
import { addMigration } from './migration-files'
import { removeWorkshops, Workshop } from './workshop'

type Row = never

const quote = ({ kind }: Engine, name: string): string =>
  kind === 'mysql' ? `\`${name}\`` : `"${name}"`

/** An entity with all that TypeORM's own reading of a schema gets wrong on one engine or the other. */
function article(engine: Engine, more: object = {}, views = 'views'): EntitySchema<Row> {
  const isMysql = engine.kind === 'mysql'
  const name = (column: string): string => quote(engine, column)
  return new EntitySchema<Row>({
    name: 'Article',
    columns: {
      id: { type: Number, primary: true, generated: true },
      title: { type: String, length: 50 },
      language: { type: String, length: 20, default: 'fr, "be" (x)' },
      status: { type: 'simple-enum', enum: ['draft, or "so"', 'out'], default: 'out' },
      price: { type: 'decimal', precision: 10, scale: 2, nullable: true },
      [views]: { type: Number, default: -1 },
      twice: {
        type: Number,
        generatedType: 'STORED',
        asExpression: `${name(views)} * 2`,
        nullable: true
      },
      at: { type: Date, createDate: true },
      ...more
    } as never,
    checks: [
      {
        name: 'CHK_language',
        expression: `${name('language')} IN ('fr', 'en') AND (${name(views)} > 0 OR ${name('title')} <> '), ')`
      }
    ],
    indices: [
      { name: 'IDX_order', columns: [views, 'title', 'id'] as never },
      ...(isMysql
        ? []
        : [
            {
              name: 'IDX_part',
              columns: ['title'] as never,
              where: `${name('language')} IN ('fr', 'en')`
            }
          ])
    ],
    uniques: [{ name: 'UQ_order', columns: ['title', 'language'] as never }]
  })
}

function popular(engine: Engine): EntitySchema<Row> {
  const name = (column: string): string => quote(engine, column)
  return new EntitySchema<Row>({
    name: 'Popular',
    type: 'view',
    expression: `SELECT ${name('id')}, upper(${name('title')}) AS ${name('loud')} FROM ${name('article')} WHERE ${name('language')} IN ('fr', 'en')`,
    columns: { id: { type: Number }, loud: { type: String } } as never
  })
}

const names = async (database: DataSource): Promise<string[]> =>
  Object.keys((await readSchema(database)).tables)

jest.setTimeout(60_000)
afterAll(removeWorkshops)

describeEngines((engine) => {
  let database: DataSource
  let shop: Workshop
  beforeEach(async () => {
    database = await engine.open({ entities: [] })
    shop = new Workshop(engine.url())
  })

  it('agrees with migrations that it made', async () => {
    const entities = [article(engine), popular(engine)]
    await shop.make(entities)
    expect((await shop.check(entities)).text).toBe('Entities and migrations agree.')
  })

  it('makes a view anew around a change of its table', async () => {
    await shop.apply(database, [article(engine), popular(engine)])
    const title = { title: { type: String, length: 90 }, nick: { type: String, nullable: true } }
    await shop.apply(database, [article(engine, title), popular(engine)])
    await database.query(`INSERT INTO article (title, language, views) VALUES ('minor', 'fr', 1)`)
    expect(await database.query('SELECT loud FROM popular')).toEqual([{ loud: 'MINOR' }])
    expect((await shop.check([article(engine, title), popular(engine)])).isClean).toBe(true)
  })

  it('keeps the values of a renamed column, and calls its constraints after it', async () => {
    const note = (column: string): EntitySchema<Row> =>
      new EntitySchema<Row>({
        name: 'Note',
        columns: {
          id: { type: Number, primary: true, generated: true },
          [column]: { type: 'simple-enum', enum: ['a', 'b'], unique: true }
        } as never,
        indices: [{ columns: [column, 'id'] as never }]
      })
    await shop.apply(database, [note('body')])
    await database.query(`INSERT INTO note (body) VALUES ('a')`)
    await shop.apply(database, [note('text')], { renames: ['note.body:text'] })
    expect(await database.query('SELECT * FROM note')).toEqual([{ id: 1, text: 'a' }])
    expect((await shop.check([note('text')])).isClean).toBe(true)
  })

  it('renames a column that checks, indices and other columns use', async () => {
    await shop.apply(database, [article(engine)])
    await database.query(`INSERT INTO article (title, language, views) VALUES ('minor', 'fr', 2)`)
    const renamed = [article(engine, {}, 'hits')]
    await shop.apply(database, renamed, { renames: ['article.views:hits'] })
    expect(await database.query('SELECT hits, twice FROM article')).toEqual([{ hits: 2, twice: 4 }])
    expect((await shop.check(renamed)).text).toBe('Entities and migrations agree.')
  })

  it('keeps the rows of a renamed table, of those that refer to it, and of its join table', async () => {
    const tag = new EntitySchema<Row>({
      name: 'Tag',
      columns: { id: { type: Number, primary: true, generated: true } } as never
    })
    const post = (name: string): EntitySchema<Row> =>
      new EntitySchema<Row>({
        name,
        columns: { id: { type: Number, primary: true, generated: true } } as never,
        relations: {
          answers: { type: 'many-to-one', target: name, nullable: true },
          tags: { type: 'many-to-many', target: 'Tag', joinTable: true }
        } as never
      })
    await shop.apply(database, [tag, post('Post')])
    for (const sql of ['tag (id) VALUES (3)', 'post (id) VALUES (7)']) {
      await database.query(`INSERT INTO ${sql}`)
    }
    await database.query('INSERT INTO post_tags_tag VALUES (7, 3)')
    const renames = [
      'post:article',
      'post_tags_tag:article_tags_tag',
      'article_tags_tag.postId:articleId'
    ]
    await shop.apply(database, [tag, post('Article')], { renames })
    expect(await database.query('SELECT * FROM article_tags_tag')).toEqual([
      { articleId: 7, tagId: 3 }
    ])
    expect((await shop.check([tag, post('Article')])).isClean).toBe(true)
  })

  it('compares in a scratch database, which goes also when something fails', async () => {
    let scratch: DataSource | undefined
    const failing = withScratch(toDataSource({ database: engine.url(), entities: [] }), (one) => {
      scratch = one
      throw new Error('half-way')
    })
    await expect(failing).rejects.toThrow('half-way')
    expect(scratch!.isInitialized).toBe(false)
    expect(await names(database)).toEqual([])
    if (engine.kind === 'sqlite') return
    await expect(scratch!.initialize()).rejects.toThrow(/does not exist|Unknown database/)
  })
})

describeEngines(
  (engine) => {
    it('makes, changes and drops exclusions', async () => {
      const database = await engine.open({ entities: [] })
      const shop = new Workshop(engine.url())
      const stay = (bounds: string): EntitySchema<Row> =>
        new EntitySchema<Row>({
          name: 'Stay',
          columns: { from: { type: Number, primary: true }, to: { type: Number } } as never,
          exclusions: [
            {
              name: 'XCL_stay',
              expression: `USING gist (int4range("from", "to", '${bounds}') WITH &&)`
            }
          ]
        })
      await shop.apply(database, [stay('[)')])
      await database.query('INSERT INTO stay VALUES (1, 5), (5, 7)')
      await expect(database.query('INSERT INTO stay VALUES (2, 3)')).rejects.toThrow('XCL_stay')
      await shop.make([stay('[]')])
      expect((await shop.check([stay('[]')])).isClean).toBe(true)
      await shop.make([], { allowDataLoss: true })
      expect((await shop.check([])).isClean).toBe(true)
    })

    it('leaves alone the indices that no entity can have', async () => {
      await engine.open({ entities: [] })
      const shop = new Workshop(engine.url())
      const tag = new EntitySchema<Row>({
        name: 'Tag',
        columns: { id: { type: Number, primary: true }, name: { type: String } } as never
      })
      await shop.make([tag])
      addMigration(
        shop.folder,
        '0002_by_hand',
        `async up(schema) {
          await schema.run('CREATE INDEX by_expression ON tag (lower(name))')
          await schema.run('CREATE INDEX by_last ON tag (name DESC)')
        }`
      )
      expect((await shop.check([tag])).isClean).toBe(true)
    })
  },
  ({ kind }) => kind === 'postgres'
)
