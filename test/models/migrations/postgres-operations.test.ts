import type { DataSource } from 'typeorm'
import { openDatabase } from '../../../src/models/open-database'
import { describeEngines } from '../engine'
import { contentOf, edit, schemaOf } from './edit-schema'
import { createPosts, enumsOf, id, relationsOf, status } from './posts'

// servers that other suites keep busy
jest.setTimeout(60_000)

describeEngines(
  (engine) => {
    let database: DataSource

    beforeEach(async () => {
      database = await engine.open({ entities: [], synchronize: false })
      await edit(database, createPosts)
    })

    it('renames sequences, enums and the key with their table and column', async () => {
      const before = await contentOf(database)
      const indices = await relationsOf(database, 'i')
      await edit(database, async (schema) => {
        await schema.renameTable('post', 'entry')
        await schema.renameColumn('entry', 'id', 'number')
        await schema.renameColumn('entry', 'status', 'state')
        await schema.createTable('post', { columns: { id, status } })
      })
      expect(await relationsOf(database, 'S')).toEqual([
        'entry_number_seq',
        'page_id_seq',
        'post_id_seq'
      ])
      expect(await enumsOf(database)).toEqual([
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
      expect(await relationsOf(database, 'i')).toEqual(indices)
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
      expect(await relationsOf(database, 'm')).toEqual([])
      expect(await relationsOf(database, 'i')).not.toContain('IDX_price')
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
      expect(await relationsOf(database, 'i')).not.toContain('IDX_one')
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
      expect(await enumsOf(database)).toContain('post_status_enum')
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
