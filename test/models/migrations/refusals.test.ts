import type { DataSource } from 'typeorm'
import type { SchemaEditor } from '../../../src/models/migrations/schema-editor'
import { describeEngines } from '../engine'
import { contentOf, createBlog, edit, type Edit } from './edit-schema'

// servers that other suites keep busy
jest.setTimeout(60_000)

const slug = { type: 'varchar', length: '200' } as const

const refused: readonly (readonly [string, Edit])[] = [
  ['adds a column that may not be null', (schema) => schema.addColumn('article', 'slug', slug)],
  [
    'makes a column not null whose rows have none',
    (schema) => schema.alterColumn('author', 'email', { type: 'varchar', length: '100' })
  ]
]

const failing: readonly (readonly [string, Edit])[] = [
  ['an operation that the engine refuses', (schema) => schema.dropColumn('article', 'nope')],
  ['an error of its own', () => Promise.reject(new Error('not today'))],
  [
    'a constraint that the rows break',
    (schema) => schema.addUnique('comment', 'UQ_article', { columns: ['articleId'] })
  ],
  [
    'a foreign key that the rows break',
    async (schema) => {
      await schema.addColumn('author', 'friend', { type: 'integer', default: '77' })
      await schema.addForeignKey('author', 'FK_friend', {
        columns: ['friend'],
        references: { table: 'author', columns: ['id'] }
      })
    }
  ],
  ['SQL of its own', (schema) => schema.run('SELECT * FROM nowhere')]
]

/** Operations of many kinds, each of which can be taken back. */
async function changeMuch(schema: SchemaEditor): Promise<void> {
  const { engine } = schema
  const int = engine === 'mysql' ? 'int' : 'integer'
  await schema.createTable('tag', {
    columns: { id: { type: int, primary: true, generated: 'increment' } },
    comment: 'new'
  })
  await schema.addColumn('article', 'tag', { type: int, nullable: true })
  await schema.addForeignKey('article', 'FK_tag', {
    columns: ['tag'],
    references: { table: 'tag', columns: ['id'] }
  })
  await schema.addIndex('article', 'IDX_tag', { columns: ['tag', 'title'] })
  await schema.renameColumn('article', 'pages', 'length')
  await schema.renameTable('comment', 'remark')
  await schema.alterColumn('article', 'length', { type: 'bigint', nullable: true })
  await schema.addColumn('author', 'key', { type: 'varchar', length: '50' }, { backfill: 'name' })
  await schema.renameUnique('author', 'UQ_author_name', 'UQ_name')
  await schema.dropIndex('article', 'IDX_article_title')
  await schema.dropCheck('article', 'CHK_article_views')
  await schema.dropForeignKey('remark', 'FK_comment_article')
  await schema.renameTable('remark', 'comment')
  await schema.createView('titles', { expression: 'SELECT title FROM article' })
}

describeEngines((engine) => {
  let database: DataSource
  let before: object

  beforeEach(async () => {
    database = await engine.open({ entities: [], synchronize: false })
    await edit(database, createBlog)
    before = await contentOf(database)
  })

  it.each(refused)('refuses a migration that %s, with the ways out', async (_case, up) => {
    await expect(edit(database, up)).rejects.toMatchObject({
      code: 'MIGRATION_NEEDS_VALUE',
      hint: expect.stringMatching(/default.*nullable.*backfill/)
    })
    expect(await contentOf(database)).toEqual(before)
  })

  it('lets an empty table have a column without a value', async () => {
    await edit(database, async (schema) => {
      await schema.run('DELETE FROM comment')
      await schema.run('DELETE FROM article')
      await schema.addColumn('article', 'slug', slug)
    })
    expect(await contentOf(database)).toMatchObject({
      schema: {
        tables: { article: { columns: { slug: expect.not.objectContaining({ nullable: true }) } } }
      }
    })
  })

  it('fills rows with what an expression gives, and leaves no default', async () => {
    await edit(database, async (schema) => {
      await schema.addColumn('article', 'slug', slug, { backfill: 'lower(title)' })
      await schema.alterColumn('author', 'email', slug, { backfill: "'none'" })
    })
    expect(await database.query('SELECT slug FROM article ORDER BY id')).toEqual([
      { slug: 'nuages' },
      { slug: 'minor swing' },
      { slug: "it's" }
    ])
    expect(await database.query('SELECT email FROM author ORDER BY id')).toEqual([
      { email: 'd@example.org' },
      { email: 'none' }
    ])
    await expect(database.query("INSERT INTO author (name) VALUES ('x')")).rejects.toThrow()
  })

  it('fills rows with something else than the default of later ones', async () => {
    const type = engine.kind === 'mysql' ? 'int' : 'integer'
    await edit(database, (schema) =>
      schema.addColumn('author', 'rank', { type, default: '1' }, { backfill: 'id * 10' })
    )
    await database.query("INSERT INTO author (name) VALUES ('new')")
    const rank = database.driver.escape('rank')
    expect(await database.query(`SELECT ${rank} AS n FROM author ORDER BY id`)).toEqual([
      { n: 10 },
      { n: 20 },
      { n: 1 }
    ])
  })

  it('lets queries run beside each other', async () => {
    await edit(database, async (schema) => {
      const counts = await Promise.all(
        ['author', 'article'].map((table) => schema.query(`SELECT count(*) AS n FROM ${table}`))
      )
      expect(counts.map(([row]) => Number(row!.n))).toEqual([2, 3])
    })
  })

  it('makes values of other values', async () => {
    const using = engine.kind === 'mysql' ? 'concat(pages, 0)' : "pages || '0'"
    await edit(database, (schema) =>
      schema.alterColumn(
        'article',
        'pages',
        { type: 'varchar', length: '9' },
        { using, backfill: "'?'" }
      )
    )
    expect(await database.query('SELECT pages FROM article ORDER BY id')).toEqual([
      { pages: '30' },
      { pages: '?' },
      { pages: '20' }
    ])
  })

  it.each(failing)('leaves the schema as it was after %s', async (_case, fail) => {
    const change = edit(database, async (schema) => {
      await changeMuch(schema)
      await fail(schema)
    })
    await expect(change).rejects.toMatchObject({
      code: expect.stringMatching(/^MIGRATION_/),
      hint: expect.stringContaining('the schema is as it was before')
    })
    expect(await contentOf(database)).toEqual(before)
    await edit(database, changeMuch)
  })

  it('names the migration, the operation and the reason', async () => {
    const change = edit(
      database,
      (schema) => schema.addUnique('comment', 'UQ_article', { columns: ['articleId'] }),
      { folder: 'blog', name: '0007_unique' }
    )
    await expect(change).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(
        /The migration blog\/0007_unique failed at addUnique\("comment", "UQ_article", .*(unique|duplicate)/i
      )
    })
  })

  it('names the row that a constraint found (PostgreSQL)', async () => {
    const change = edit(database, (schema) =>
      schema.addUnique('comment', 'UQ_article', { columns: ['articleId'] })
    )
    await expect(change).rejects.toMatchObject({
      message: expect.stringContaining(
        engine.kind === 'postgres' ? '(Key ("articleId")=(1) is duplicated.)' : 'UQ_article'
      )
    })
  })

  it.each(['COMMIT', 'begin', ' -- now\nROLLBACK', 'START TRANSACTION'])(
    'refuses to end its own transaction by %s',
    async (sql) => {
      const change = edit(database, async (schema) => {
        await schema.addColumn('author', 'a', { type: 'integer', nullable: true })
        await schema.run(sql)
      })
      await expect(change).rejects.toMatchObject({ code: 'MIGRATION_OWN_TRANSACTION' })
      expect(await contentOf(database)).toEqual(before)
    }
  )

  it('may take back a part of itself', async () => {
    await edit(database, async (schema) => {
      await schema.run('SAVEPOINT here')
      await schema.run('DELETE FROM comment')
      await schema.run('ROLLBACK TO SAVEPOINT here')
    })
    expect(await contentOf(database)).toEqual(before)
  })

  it.each<[string, Edit]>([
    [
      'at the end',
      (schema) => {
        void schema.addColumn('author', 'a', { type: 'integer', nullable: true })
        return Promise.resolve()
      }
    ],
    [
      'between others',
      async (schema) => {
        void schema.addColumn('author', 'a', { type: 'integer', nullable: true })
        await schema.addColumn('author', 'b', { type: 'integer', nullable: true })
      }
    ],
    [
      'that fails',
      (schema) => {
        void schema.dropTable('nope')
        return Promise.resolve()
      }
    ]
  ])('refuses an operation %s that was not awaited', async (_case, up) => {
    await expect(edit(database, up)).rejects.toMatchObject({ code: 'MIGRATION_NOT_AWAITED' })
    expect(await contentOf(database)).toEqual(before)
  })

  it('changes rows through TypeORM, in the transaction of the migration', async () => {
    await edit(database, async (schema) => {
      await schema.addColumn('author', 'initial', { type: 'varchar', length: '1', nullable: true })
      await schema.data(async (manager) => {
        const authors = await schema.query<{ id: number; name: string }>(
          'SELECT id, name FROM author'
        )
        for (const { id, name } of authors) {
          const update = manager.createQueryBuilder().update('author')
          await update.set({ initial: name[0] }).where('id = :id', { id }).execute()
        }
      })
      await schema.alterColumn('author', 'initial', { type: 'varchar', length: '1' })
    })
    expect(await database.query('SELECT initial FROM author ORDER BY id')).toEqual([
      { initial: 'D' },
      { initial: 'S' }
    ])
  })
})
