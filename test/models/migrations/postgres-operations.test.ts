import type { DataSource } from 'typeorm'
import { openDatabase } from '../../../src/models/open-database'
import { describeEngines } from '../engine'
import { contentOf, edit, schemaOf } from './edit-schema'

// servers that other suites keep busy
jest.setTimeout(60_000)

const id = { type: 'integer', primary: true, generated: 'increment' } as const
const status = { type: 'enum', enum: ['draft', 'done'], default: "'draft'" } as const

describeEngines(
  (engine) => {
    let database: DataSource

    beforeEach(async () => {
      database = await engine.open({ entities: [], synchronize: false })
      await edit(database, async (schema) => {
        await schema.createTable('post', {
          columns: {
            id: { ...id, comment: "the post's number" },
            status,
            before: { ...status, enumName: 'shared' },
            list: { type: 'enum', enum: ['a', 'b'], array: true, default: "'{a}'" },
            price: { type: 'numeric', precision: 8, scale: 2, nullable: true },
            title: { type: 'character varying', length: '200', nullable: true }
          },
          indices: { IDX_draft: { columns: ['title'], where: `status = 'draft'` } },
          checks: { CHK_status: { expression: `status <> 'done' OR title IS NOT NULL` } },
          comment: 'posts'
        })
        await schema.createTable('page', {
          columns: { id, state: { ...status, enumName: 'shared' } }
        })
        await schema.run(
          `INSERT INTO post (status, title, price) VALUES ('done', 'x', 1.5), ('draft', NULL, 2)`
        )
        await schema.run(`INSERT INTO page (state) VALUES ('done')`)
      })
    })

    const names = async (kind: string): Promise<string[]> => {
      const rows: { relname: string }[] = await database.query(
        'SELECT relname FROM pg_class WHERE relkind = $1 AND relnamespace = current_schema()::regnamespace AND relname NOT LIKE $2 ORDER BY 1',
        [kind, 'nuages%']
      )
      return rows.map(({ relname }) => relname)
    }

    const types = async (): Promise<string[]> => {
      const rows: { typname: string }[] = await database.query(
        "SELECT typname FROM pg_type WHERE typtype = 'e' AND typnamespace = current_schema()::regnamespace ORDER BY 1"
      )
      return rows.map(({ typname }) => typname)
    }

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
      expect(await types()).toEqual(['post_list_enum', 'post_status_enum', 'shared'])
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
      expect(await types()).not.toContain('post_status_enum')
      await edit(database, (schema) => schema.alterColumn('post', 'status', status))
      expect(await database.query('SELECT status::text FROM post ORDER BY id')).toEqual([
        { status: 'done' },
        { status: 'draft' }
      ])
      expect(await types()).toContain('post_status_enum')
    })

    it('drops the types of what goes, and not those that others use', async () => {
      await edit(database, (schema) => schema.dropColumn('post', 'status'))
      expect(await types()).toEqual(['post_list_enum', 'shared'])
      await edit(database, (schema) => schema.dropTable('post'))
      expect(await types()).toEqual(['shared'])
      await edit(database, (schema) => schema.dropTable('page'))
      expect(await types()).toEqual([])
    })

    it('renames sequences, enums and the key with their table and column', async () => {
      const before = await contentOf(database)
      const indices = await names('i')
      await edit(database, async (schema) => {
        await schema.renameTable('post', 'entry')
        await schema.renameColumn('entry', 'id', 'number')
        await schema.renameColumn('entry', 'status', 'state')
        await schema.createTable('post', { columns: { id, status } })
      })
      expect(await names('S')).toEqual(['entry_number_seq', 'page_id_seq', 'post_id_seq'])
      expect(await types()).toEqual([
        'entry_list_enum',
        'entry_state_enum',
        'post_status_enum',
        'shared'
      ])
      await edit(database, async (schema) => {
        await schema.dropTable('post')
        await schema.renameColumn('entry', 'number', 'id')
        await schema.renameColumn('entry', 'state', 'status')
        await schema.renameTable('entry', 'post')
      })
      expect(await contentOf(database)).toEqual(before)
      expect(await names('i')).toEqual(indices)
    })

    it('lets a counter count on, as far as its new type goes', async () => {
      await edit(database, (schema) => schema.alterColumn('post', 'id', { ...id, type: 'bigint' }))
      await database.query(`SELECT setval('post_id_seq', 3000000000)`)
      expect(await database.query('INSERT INTO post DEFAULT VALUES RETURNING id')).toEqual([
        { id: expect.anything() }
      ])
    })

    it('starts and stops to count', async () => {
      const counted: readonly ('increment' | 'identity')[] = ['identity', 'increment']
      for (const generated of counted) {
        await edit(database, (schema) =>
          schema.alterColumn('post', 'id', { type: 'integer', primary: true })
        )
        await expect(database.query('INSERT INTO post DEFAULT VALUES')).rejects.toThrow('"id"')
        await edit(database, (schema) => schema.alterColumn('post', 'id', { ...id, generated }))
        await database.query('INSERT INTO post DEFAULT VALUES')
      }
      expect(await database.query('SELECT id FROM post ORDER BY id')).toEqual(
        [1, 2, 3, 4].map((n) => ({ id: n }))
      )
    })

    it('never cuts a value off', async () => {
      const change = edit(database, async (schema) => {
        await schema.run(`UPDATE post SET title = 'a long title'`)
        await schema.alterColumn('post', 'title', {
          type: 'character varying',
          length: '5',
          nullable: true
        })
      })
      await expect(change).rejects.toMatchObject({
        message: expect.stringContaining('value too long for type character varying(5)')
      })
    })

    it('says what it does in comments', async () => {
      await edit(database, async (schema) => {
        await schema.commentTable('post')
        await schema.alterColumn('post', 'id', { ...id, comment: 'other' })
      })
      const { post } = (await schemaOf(database)).tables
      expect(post).not.toHaveProperty('comment')
      expect(post!.columns.id).toMatchObject({ comment: 'other' })
    })

    it('makes and drops an index beside a running database, and a materialized view', async () => {
      await edit(
        database,
        async (schema) => {
          await schema.addIndex('post', 'IDX_price', { columns: ['price'] }, { concurrently: true })
          await schema.createView('prices', {
            expression: 'SELECT price FROM post',
            materialized: true
          })
        },
        { isTransactional: false }
      )
      expect(await database.query('SELECT count(*)::int AS n FROM prices')).toEqual([{ n: 2 }])
      await edit(
        database,
        async (schema) => {
          await schema.dropView('prices')
          await schema.dropIndex('post', 'IDX_price', { concurrently: true })
        },
        { isTransactional: false }
      )
      expect(await names('m')).toEqual([])
      expect(await names('i')).not.toContain('IDX_price')
    })

    it('leaves no half-made index behind', async () => {
      const change = edit(
        database,
        async (schema) => {
          await schema.run('UPDATE post SET price = 1')
          await schema.addIndex(
            'post',
            'IDX_one',
            { columns: ['price'], unique: true },
            { concurrently: true }
          )
        },
        { isTransactional: false }
      )
      await expect(change).rejects.toMatchObject({ code: 'MIGRATION_FAILED' })
      expect(await names('i')).not.toContain('IDX_one')
    })

    it('gives each row a UUID', async () => {
      await edit(database, (schema) =>
        schema.addColumn('post', 'key', { type: 'uuid', generated: 'uuid' })
      )
      const keys: { key: string }[] = await database.query('SELECT DISTINCT key FROM post')
      expect(keys).toHaveLength(2)
    })

    it('works in the schema that the data source is told', async () => {
      const name = `other_${process.pid}`
      await database.query(`CREATE SCHEMA "${name}"`)
      const options = { ...engine.options(), schema: name }
      const other = await openDatabase({ database: options as never, entities: [] })
      try {
        await edit(other, async (schema) => {
          await schema.createTable('post', { columns: { id, status }, comment: 'other' })
          await schema.run('INSERT INTO post DEFAULT VALUES')
          await schema.alterColumn('post', 'status', { ...status, enum: ['draft', 'new'] })
          await schema.renameTable('post', 'entry')
          await schema.addIndex('entry', 'IDX_status', { columns: ['status'] })
          await schema.dropColumn('entry', 'status')
        })
        expect(await other.query(`SELECT * FROM "${name}".entry`)).toEqual([{ id: 1 }])
        expect(await other.query(`SELECT name FROM "${name}".nuages_migrations`)).toHaveLength(1)
        expect(
          await other.query(
            `SELECT 1 FROM pg_type WHERE typtype = 'e' AND typnamespace = '${name}'::regnamespace`
          )
        ).toEqual([])
      } finally {
        await other.destroy()
        await database.query(`DROP SCHEMA "${name}" CASCADE`)
      }
      expect(await types()).toContain('post_status_enum')
    })

    it('alters a table whose deferred key has still to be checked', async () => {
      await edit(database, async (schema) => {
        await schema.addColumn('page', 'post', { type: 'integer', nullable: true })
        await schema.addForeignKey('page', 'FK_post', {
          columns: ['post'],
          references: { table: 'post', columns: ['id'] },
          deferrable: 'INITIALLY DEFERRED'
        })
        await schema.run('UPDATE page SET post = 1')
        await schema.alterColumn('page', 'post', { type: 'integer' })
      })
      expect((await schemaOf(database)).tables.page!.foreignKeys).toEqual({
        FK_post: expect.objectContaining({ deferrable: 'INITIALLY DEFERRED' })
      })
    })

    it('keeps what stands on a generated column that is made anew', async () => {
      const twice = { type: 'integer', nullable: true, generatedType: 'STORED' } as const
      await edit(database, async (schema) => {
        await schema.addColumn('post', 'twice', { ...twice, generatedAs: 'id * 2' })
        await schema.addIndex('post', 'IDX_twice', { columns: ['twice'] })
        await schema.addUnique('post', 'UQ_twice', { columns: ['twice', 'id'] })
        await schema.alterColumn('post', 'twice', { ...twice, generatedAs: 'id * 3' })
      })
      expect((await schemaOf(database)).tables.post).toMatchObject({
        indices: { IDX_twice: { columns: ['twice'] } },
        uniques: { UQ_twice: { columns: ['twice', 'id'] } }
      })
      await edit(database, (schema) => schema.alterColumn('post', 'twice', { type: 'bigint' }))
      expect(await database.query('SELECT twice::int FROM post ORDER BY id')).toEqual([
        { twice: 3 },
        { twice: 6 }
      ])
    })
  },
  ({ kind }) => kind === 'postgres'
)
