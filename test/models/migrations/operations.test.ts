import type { DataSource } from 'typeorm'
import type { EngineName } from '../../../src/models/migrations/schema-state'
import { describeEngines } from '../engine'
import {
  articleTable,
  contentOf,
  createBlog,
  edit,
  schemaOf,
  statusColumn,
  type Edit
} from './edit-schema'

// servers that other suites keep busy
jest.setTimeout(60_000)

interface Case {
  readonly name: string
  readonly up: Edit
  readonly down: Edit
  /** What is in the schema after `up`. */
  readonly makes: (engine: EngineName) => object
}

const int = (engine: EngineName): string => (engine === 'mysql' ? 'int' : 'integer')

const cases: readonly Case[] = [
  {
    name: 'creates and drops a table',
    up: (schema) =>
      schema.createTable('tag', {
        columns: { name: { type: 'varchar', length: '20', primary: true } }
      }),
    down: (schema) => schema.dropTable('tag'),
    makes: () => ({ tag: { columns: { name: { primary: true } } } })
  },
  {
    name: 'renames a table that foreign keys point to and from',
    up: (schema) => schema.renameTable('article', 'post'),
    down: (schema) => schema.renameTable('post', 'article'),
    makes: () => ({
      post: { foreignKeys: { FK_article_author: { onDelete: 'CASCADE' } } },
      comment: { foreignKeys: { FK_comment_article: { references: { table: 'post' } } } }
    })
  },
  {
    name: 'adds and drops a column that may be null',
    up: (schema) =>
      schema.addColumn('article', 'blurb', { type: 'varchar', length: '10', nullable: true }),
    down: (schema) => schema.dropColumn('article', 'blurb'),
    makes: () => ({ article: { columns: { blurb: { nullable: true } } } })
  },
  {
    name: 'adds and drops a column with a default',
    up: (schema) =>
      schema.addColumn('article', 'likes', { type: int(schema.engine), default: '5' }),
    down: (schema) => schema.dropColumn('article', 'likes'),
    makes: () => ({ article: { columns: { likes: { default: expect.stringContaining('5') } } } })
  },
  {
    name: 'adds a column that is filled',
    up: (schema) =>
      schema.addColumn(
        'article',
        'slug',
        { type: 'varchar', length: '200' },
        { backfill: 'lower(title)' }
      ),
    down: (schema) => schema.dropColumn('article', 'slug'),
    makes: () => ({
      article: { columns: { slug: expect.not.objectContaining({ nullable: true }) } }
    })
  },
  {
    name: 'renames a column with a check and a foreign key',
    async up(schema) {
      await schema.renameColumn('article', 'views', 'hits')
      await schema.renameColumn('article', 'authorId', 'writerId')
    },
    async down(schema) {
      await schema.renameColumn('article', 'hits', 'views')
      await schema.renameColumn('article', 'writerId', 'authorId')
    },
    makes: () => ({
      article: {
        columns: { hits: {}, writerId: {} },
        checks: { CHK_article_views: { expression: expect.stringContaining('hits') } },
        foreignKeys: { FK_article_author: { columns: ['writerId'] } }
      }
    })
  },
  {
    name: 'widens a type',
    up: (schema) => schema.alterColumn('article', 'views', { type: 'bigint', default: '0' }),
    down: (schema) =>
      schema.alterColumn('article', 'views', articleTable(schema.engine).columns.views!),
    makes: () => ({ article: { columns: { views: { type: 'bigint' } } } })
  },
  {
    name: 'makes a number a text, and a number again',
    up: (schema) =>
      schema.alterColumn('article', 'pages', { type: 'varchar', length: '20', nullable: true }),
    down: (schema) =>
      schema.alterColumn('article', 'pages', articleTable(schema.engine).columns.pages!),
    makes: () => ({ article: { columns: { pages: { nullable: true } } } })
  },
  {
    name: 'makes a column not null, and nullable again',
    up: (schema) =>
      schema.alterColumn('comment', 'text', { type: 'varchar', length: '100', nullable: true }),
    down: (schema) => schema.alterColumn('comment', 'text', { type: 'varchar', length: '100' }),
    makes: () => ({ comment: { columns: { text: { nullable: true } } } })
  },
  {
    name: 'changes a default',
    up: (schema) =>
      schema.alterColumn('article', 'views', { type: int(schema.engine), default: '7' }),
    down: (schema) =>
      schema.alterColumn('article', 'views', articleTable(schema.engine).columns.views!),
    makes: () => ({ article: { columns: { views: { default: expect.stringContaining('7') } } } })
  },
  {
    name: 'changes the type of a key that foreign keys point to',
    async up(schema) {
      const id = { type: schema.engine === 'sqlite' ? 'integer' : 'bigint', primary: true } as const
      await schema.alterColumn('article', 'id', { ...id, generated: 'increment' })
      await schema.alterColumn('comment', 'articleId', { type: 'bigint' })
    },
    async down(schema) {
      await schema.alterColumn('article', 'id', articleTable(schema.engine).columns.id!)
      await schema.alterColumn('comment', 'articleId', { type: int(schema.engine) })
    },
    makes: () => ({
      comment: {
        columns: { articleId: { type: 'bigint' } },
        foreignKeys: { FK_comment_article: {} }
      }
    })
  },
  {
    name: 'adds a value to an enum',
    up: (schema) =>
      schema.alterColumn(
        'article',
        'status',
        statusColumn(schema.engine, ['draft', 'review', 'published'])
      ),
    down: (schema) =>
      schema.alterColumn('article', 'status', statusColumn(schema.engine, ['draft', 'published'])),
    makes: () => ({ article: { columns: { status: { enum: ['draft', 'review', 'published'] } } } })
  },
  {
    name: 'adds, renames and drops an index',
    async up(schema) {
      await schema.addIndex('article', 'IDX_two', { columns: ['views', 'title'], unique: true })
      await schema.renameIndex('article', 'IDX_two', 'IDX_both')
    },
    down: (schema) => schema.dropIndex('article', 'IDX_both'),
    makes: () => ({
      article: { indices: { IDX_both: { columns: ['views', 'title'], unique: true } } }
    })
  },
  {
    name: 'drops an index that a foreign key may stand on',
    async up(schema) {
      await schema.addIndex('article', 'IDX_author', { columns: ['authorId'] })
      await schema.dropIndex('article', 'IDX_author')
    },
    down: () => Promise.resolve(),
    makes: () => ({ article: { foreignKeys: { FK_article_author: {} } } })
  },
  {
    name: 'adds, renames and drops a unique constraint',
    async up(schema) {
      await schema.addUnique('article', 'UQ_title', { columns: ['title', 'authorId'] })
      await schema.renameUnique('article', 'UQ_title', 'UQ_other')
    },
    down: (schema) => schema.dropUnique('article', 'UQ_other'),
    makes: (engine) => ({
      article: {
        [engine === 'mysql' ? 'indices' : 'uniques']: {
          UQ_other: { columns: ['title', 'authorId'] }
        }
      }
    })
  },
  {
    name: 'adds, renames and drops a check',
    async up(schema) {
      await schema.addCheck('article', 'CHK_pages', { expression: 'pages < 1000' })
      await schema.renameCheck('article', 'CHK_pages', 'CHK_short')
    },
    down: (schema) => schema.dropCheck('article', 'CHK_short'),
    makes: () => ({
      article: { checks: { CHK_short: { expression: expect.stringContaining('1000') } } }
    })
  },
  {
    name: 'drops, adds and renames a foreign key',
    async up(schema) {
      await schema.dropForeignKey('comment', 'FK_comment_article')
      await schema.addForeignKey('comment', 'FK_new', {
        columns: ['articleId'],
        references: { table: 'article', columns: ['id'] }
      })
      await schema.renameForeignKey('comment', 'FK_new', 'FK_comment_article')
    },
    async down(schema) {
      await schema.dropForeignKey('comment', 'FK_comment_article')
      await schema.addForeignKey('comment', 'FK_comment_article', {
        columns: ['articleId'],
        references: { table: 'article', columns: ['id'] },
        onDelete: 'CASCADE'
      })
    },
    makes: () => ({
      comment: {
        foreignKeys: { FK_comment_article: expect.not.objectContaining({ onDelete: 'CASCADE' }) }
      }
    })
  },
  {
    name: 'adds, alters and drops a generated column',
    async up(schema) {
      const type = int(schema.engine)
      const column = { type, nullable: true, generatedType: 'STORED' } as const
      await schema.addColumn('article', 'twice', { ...column, generatedAs: 'views * 2' })
      await schema.alterColumn('article', 'twice', { ...column, generatedAs: 'views * 3' })
    },
    down: (schema) => schema.dropColumn('article', 'twice'),
    makes: () => ({
      article: {
        columns: { twice: { generatedAs: expect.stringContaining('3'), generatedType: 'STORED' } }
      }
    })
  },
  {
    name: 'moves the primary key',
    async up(schema) {
      await schema.createTable('pair', {
        columns: { a: { type: int(schema.engine), primary: true }, b: { type: int(schema.engine) } }
      })
      await schema.run('INSERT INTO pair VALUES (1, 1), (2, 1)')
      await schema.alterColumn('pair', 'b', { type: int(schema.engine), primary: true })
      await schema.run('INSERT INTO pair VALUES (1, 2)')
    },
    down: (schema) => schema.dropTable('pair'),
    makes: () => ({ pair: { columns: { a: { primary: true }, b: { primary: true } } } })
  }
]

describeEngines((engine) => {
  let database: DataSource

  beforeEach(async () => {
    database = await engine.open({ entities: [], synchronize: false })
    await edit(database, createBlog)
  })

  it.each(cases)('$name', async ({ up, down, makes }) => {
    const before = await contentOf(database)
    await edit(database, up)
    expect((await schemaOf(database)).tables).toMatchObject(makes(engine.kind))
    await edit(database, down)
    expect(await contentOf(database)).toEqual(before)
  })

  it('creates and drops a view', async () => {
    await edit(database, (schema) =>
      schema.createView('popular', { expression: 'SELECT id, title FROM article WHERE views > 5' })
    )
    expect(await database.query('SELECT title FROM popular ORDER BY id')).toEqual([
      { title: 'Nuages' },
      { title: "It's" }
    ])
    await edit(database, (schema) => schema.dropView('popular'))
    expect((await schemaOf(database)).views).toEqual({})
  })
})
