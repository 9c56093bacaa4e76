import type { DataSource } from 'typeorm'
import { describeEngines } from '../engine'
import { contentOf, edit, schemaOf } from './edit-schema'
import { createPosts, enumsOf, id, status } from './posts'

// servers that other suites keep busy
jest.setTimeout(60_000)

describeEngines(
  (engine) => {
    let database: DataSource

    beforeEach(async () => {
      database = await engine.open({ entities: [], synchronize: false })
      await edit(database, createPosts)
    })

    it('gives an enum other values under checks and indices that name them', async () => {
      const before = await contentOf(database)
      const change = (values: string[]) =>
        edit(database, (schema) =>
          schema.alterColumn('post', 'status', { ...status, enum: values })
        )
      await change(['new', 'draft', 'done'])
      await database.query(`INSERT INTO post (status) VALUES ('new')`)
      expect(await database.query('SELECT status::text FROM post ORDER BY post.status')).toEqual([
        { status: 'new' },
        { status: 'draft' },
        { status: 'done' }
      ])
      await expect(change(['draft', 'done'])).rejects.toMatchObject({
        message: expect.stringContaining('invalid input value for enum')
      })
      await database.query(`DELETE FROM post WHERE status = 'new'`)
      await change(['draft', 'done'])
      expect(await contentOf(database)).toEqual(before)
      expect(await enumsOf(database)).toEqual(['post_list_enum', 'post_status_enum', 'shared'])
    })

    it('changes an enum for every column that has it', async () => {
      const enumName = 'shared'
      await edit(database, (schema) =>
        schema.alterColumn('page', 'state', {
          ...status,
          enumName,
          enum: ['draft', 'done', 'gone']
        })
      )
      await edit(database, (schema) =>
        schema.alterColumn('post', 'before', {
          ...status,
          enumName,
          enum: ['draft', 'done', 'gone']
        })
      )
      expect((await schemaOf(database)).tables).toMatchObject({
        post: { columns: { before: { enum: ['draft', 'done', 'gone'] } } },
        page: { columns: { state: { enum: ['draft', 'done', 'gone'], default: "'draft'" } } }
      })
    })

    it('takes a value away that was the default', async () => {
      await edit(database, async (schema) => {
        await schema.dropIndex('post', 'IDX_draft')
        await schema.run("UPDATE post SET status = 'done', title = 'x'")
        await schema.alterColumn('post', 'status', { ...status, enum: ['done'], default: "'done'" })
      })
      expect((await schemaOf(database)).tables).toMatchObject({
        post: { columns: { status: { enum: ['done'], default: "'done'" } } }
      })
    })

    it('gives an enum other values with a column that comes to share it', async () => {
      const shared = { ...status, enumName: 'shared', enum: ['draft', 'done', 'gone'] }
      await edit(database, async (schema) => {
        await schema.addColumn('page', 'next', { ...shared, default: "'gone'" })
        await schema.createTable('book', { columns: { id, state: shared } })
      })
      expect((await schemaOf(database)).tables).toMatchObject({
        post: { columns: { before: { enum: shared.enum, default: "'draft'" } } },
        page: { columns: { next: { enumName: 'shared', default: "'gone'" } } },
        book: { columns: { state: { enumName: 'shared' } } }
      })
    })

    it('keeps lists of values', async () => {
      await edit(database, (schema) =>
        schema.alterColumn('post', 'list', { type: 'enum', enum: ['a', 'b', 'c'], array: true })
      )
      expect(await database.query('SELECT list::text FROM post')).toEqual([
        { list: '{a}' },
        { list: '{a}' }
      ])
    })

    it('makes an enum of a text, and a text of an enum', async () => {
      await edit(database, async (schema) => {
        await schema.dropCheck('post', 'CHK_status')
        await schema.dropIndex('post', 'IDX_draft')
        await schema.alterColumn('post', 'status', { type: 'text', default: "'draft'" })
      })
      expect(await enumsOf(database)).not.toContain('post_status_enum')
      await edit(database, (schema) => schema.alterColumn('post', 'status', status))
      expect(await database.query('SELECT status::text FROM post ORDER BY id')).toEqual([
        { status: 'done' },
        { status: 'draft' }
      ])
      expect(await enumsOf(database)).toContain('post_status_enum')
    })

    it('drops the types of what goes, and not those that others use', async () => {
      await edit(database, (schema) => schema.dropColumn('post', 'status'))
      expect(await enumsOf(database)).toEqual(['post_list_enum', 'shared'])
      await edit(database, (schema) => schema.dropTable('post'))
      expect(await enumsOf(database)).toEqual(['shared'])
      await edit(database, (schema) => schema.dropTable('page'))
      expect(await enumsOf(database)).toEqual([])
    })
  },
  ({ kind }) => kind === 'postgres'
)
