import { EntitySchema, type DataSource } from 'typeorm'
import { openDatabase } from '../../../src/models/open-database'
import { describeEngines } from '../engine'
import { contentOf, edit, schemaOf } from './edit-schema'
import { removeWorkshops, Workshop } from './workshop'

// servers that other suites keep busy
jest.setTimeout(60_000)

const id = { type: 'int', primary: true, generated: 'increment' } as const

// what TypeORM would round, and what it would make anew
const entities = [
  new EntitySchema<never>({
    name: 'Rate',
    columns: {
      id: { type: Number, primary: true, generated: true },
      factor: { type: 'float', default: 1.5 },
      exact: { type: 'double', default: 0.125 },
      whole: { type: 'int', default: 2 }
    } as never,
    relations: {
      parent: { type: 'many-to-one', target: 'Rate', joinColumn: true, nullable: true }
    } as never
  })
]

const pointsTo = (table: string) => ({
  columns: [`${table}Id`],
  references: { table, columns: ['id'] },
  onDelete: 'CASCADE'
})

afterAll(removeWorkshops)

describeEngines(
  (engine) => {
    let database: DataSource

    beforeEach(async () => {
      database = await engine.open({ entities: [], synchronize: false, poolSize: 1 })
      await edit(database, async (schema) => {
        await schema.createTable('shop', {
          columns: { id, name: { type: 'varchar', length: '50', comment: "it's \\ the 'name'" } },
          comment: "shops, 'all'"
        })
        await schema.createTable('shelf', {
          columns: { id, shopId: { type: 'int' }, motherId: { type: 'int', nullable: true } },
          foreignKeys: {
            FK_shop: pointsTo('shop'),
            FK_mother: { columns: ['motherId'], references: { table: 'shelf', columns: ['id'] } }
          }
        })
        await schema.createTable('thing', {
          columns: {
            shelfId: { type: 'int', nullable: true },
            price: { type: 'decimal', precision: 8, scale: 2, unsigned: true },
            kind: { type: 'enum', enum: ["it's", 'b\\'], default: "'b\\\\'" },
            changedAt: {
              type: 'datetime',
              precision: 3,
              default: 'CURRENT_TIMESTAMP(3)',
              onUpdate: 'CURRENT_TIMESTAMP(3)'
            }
          },
          foreignKeys: { FK_shelf: pointsTo('shelf') }
        })
        await schema.run("INSERT INTO shop (name) VALUES ('one')")
        await schema.run('INSERT INTO shelf (shopId, motherId) VALUES (1, NULL), (1, 1)')
        await schema.run(
          "INSERT INTO thing VALUES (1, 2.50, 'it''s', '2001-02-03 04:05:06.007'), (2, 3, 'b\\\\', '2001-02-03 04:05:06.007')"
        )
      })
    })

    it('changes the type of all columns that foreign keys tie together', async () => {
      const before = await contentOf(database)
      await edit(database, (schema) => schema.alterColumn('shelf', 'id', { ...id, type: 'bigint' }))
      const { tables } = await schemaOf(database)
      expect(tables).toMatchObject({
        shelf: {
          columns: {
            id: { type: 'bigint' },
            motherId: { type: 'bigint', nullable: true },
            shopId: { type: 'int' }
          }
        },
        thing: {
          columns: { shelfId: { type: 'bigint', nullable: true } },
          foreignKeys: { FK_shelf: {} }
        }
      })
      // from the other end
      await edit(database, (schema) =>
        schema.alterColumn('thing', 'shelfId', { type: 'int', nullable: true })
      )
      expect(await contentOf(database)).toEqual(before)
    })

    it('keeps the moment of the last change while it fills a column', async () => {
      await edit(database, async (schema) => {
        await schema.addColumn('thing', 'size', { type: 'int' }, { backfill: 'price * 2' })
        await schema.alterColumn(
          'thing',
          'price',
          { type: 'varchar', length: '20' },
          { using: "concat('€', price)" }
        )
      })
      const rows = await database.query(
        'SELECT size, price, CAST(changedAt AS char) AS changed FROM thing ORDER BY size'
      )
      expect(rows).toEqual([
        { size: 5, price: '€2.50', changed: '2001-02-03 04:05:06.007' },
        { size: 6, price: '€3.00', changed: '2001-02-03 04:05:06.007' }
      ])
    })

    it('keeps indices and keys of a column whose values are made anew', async () => {
      await edit(database, async (schema) => {
        await schema.addUnique('shop', 'UQ_name', { columns: ['name'] })
        await schema.alterColumn(
          'shop',
          'name',
          { type: 'varchar', length: '60' },
          { using: 'upper(name)' }
        )
      })
      expect((await schemaOf(database)).tables.shop).toMatchObject({
        columns: { name: { length: '60' } },
        indices: { UQ_name: { unique: true } }
      })
      expect(await database.query('SELECT name FROM shop')).toEqual([{ name: 'ONE' }])
    })

    it('says what it does in comments', async () => {
      await edit(database, (schema) => schema.commentTable('shop', 'other'))
      const { shop } = (await schemaOf(database)).tables
      expect(shop).toMatchObject({
        comment: 'other',
        columns: { name: { comment: "it's \\ the 'name'" } }
      })
    })

    it('refuses a value that does not fit, whatever the mode of the server', async () => {
      await database.query("SET SESSION sql_mode = ''")
      const change = edit(database, (schema) =>
        schema.alterColumn('shop', 'name', { type: 'varchar', length: '2' })
      )
      await expect(change).rejects.toMatchObject({
        message: expect.stringContaining('Data truncated')
      })
      // the connection has its own mode again
      expect(await database.query('SELECT @@sql_mode AS mode')).toEqual([{ mode: '' }])
    })

    it('drops a column with its keys and indices', async () => {
      await edit(database, async (schema) => {
        await schema.addIndex('shelf', 'IDX_both', { columns: ['motherId', 'shopId'] })
        await schema.dropColumn('shelf', 'motherId')
      })
      const { shelf } = (await schemaOf(database)).tables
      expect(shelf!.foreignKeys).toEqual({ FK_shop: expect.anything() })
      expect(shelf).not.toHaveProperty('indices')
    })

    it('leaves no index behind with the foreign key that it was made for', async () => {
      const before = await contentOf(database)
      await edit(database, (schema) => schema.dropForeignKey('shelf', 'FK_shop'))
      const rows: unknown[] = await database.query(
        "SHOW INDEX FROM shelf WHERE Key_name = 'FK_shop'"
      )
      expect(rows).toEqual([])
      await edit(database, (schema) => schema.addForeignKey('shelf', 'FK_shop', pointsTo('shop')))
      expect(await contentOf(database)).toEqual(before)
    })

    it('makes what TypeORM would make, and keeps the fraction of a default', async () => {
      const url = engine.url()
      await new Workshop(url).apply(database, entities)
      await database.query('INSERT INTO rate () VALUES ()')
      expect(await database.query('SELECT factor, exact, whole FROM rate')).toEqual([
        { factor: 1.5, exact: 0.125, whole: 2 }
      ])
      const opened = await openDatabase({ database: url, entities: entities as never })
      const { upQueries } = await opened.driver.createSchemaBuilder().log()
      await opened.destroy()
      expect(upQueries).toEqual([])
    })
  },
  ({ kind }) => kind === 'mysql'
)
