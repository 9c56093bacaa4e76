import { f, query } from '../../../src/models'
import { atomic } from '../../../src/models/transactions/atomic'
import { outsideTransaction as outside } from '../../../src/models/transactions/current'
import { describeEngines } from '../engine'
import { Brand, Label, Product, Review, statementsOf, useShop } from './shop'

describeEngines((engine) => {
  const database = useShop(engine)
  const stocks = async (): Promise<unknown> =>
    Product.all().orderBy('sku').valuesList('sku', 'stock')

  beforeEach(async () => {
    const brand = await Brand.create({ name: 'Selmer' })
    await Product.create({ sku: 'A1', stock: 1, sold: 10, brand })
    await Product.create({ sku: 'A2', stock: 2, sold: 20, brand })
    await Product.create({ sku: 'A3', stock: 3, sold: 30 })
  })

  it('changes rows with one statement, and counts them', async () => {
    const statements = await statementsOf(database(), async () => {
      expect(await Product.filter({ stock: { gte: 2 } }).update({ stock: 0, name: 'x' })).toBe(2)
    })
    expect(statements).toEqual([expect.stringMatching(/^UPDATE /)])
    expect(await stocks()).toEqual([
      ['A1', 1],
      ['A2', 0],
      ['A3', 0]
    ])
  })

  it('counts rows that hold the new value already', async () => {
    expect(await Product.filter({ stock: 1 }).update({ stock: 1 })).toBe(1)
    expect(await Product.filter({ stock: 9 }).update({ stock: 1 })).toBe(0)
  })

  it('lets the database compute', async () => {
    await Product.all().update({ stock: f('stock').plus(f('sold')).times(2) })
    expect(await stocks()).toEqual([
      ['A1', 22],
      ['A2', 44],
      ['A3', 66]
    ])
  })

  it('loses no increment of many at once', async () => {
    const rows = Product.filter({ sku: 'A1' })
    await Promise.all(Array.from({ length: 20 }, () => rows.update({ stock: f('stock').plus(1) })))
    expect((await rows.get()).stock).toBe(21)
  })

  it('computes with what the columns held before', async () => {
    await Product.all().update({ stock: f('sold'), sold: 7 })
    await Product.filter({ sku: 'A1' }).update({ sold: 8, stock: f('sold') })
    expect(await stocks()).toEqual([
      ['A1', 7],
      ['A2', 20],
      ['A3', 30]
    ])
  })

  it('exchanges two columns, or says that the engine cannot', async () => {
    const exchange = Product.filter({ sku: 'A1' }).update({ stock: f('sold'), sold: f('stock') })
    if (engine.kind === 'mysql') {
      await expect(exchange).rejects.toThrow('and sold are to be computed of each other')
    } else {
      await exchange
      expect(await Product.get({ sku: 'A1' })).toMatchObject({ stock: 10, sold: 1 })
    }
  })

  it('keeps version and date', async () => {
    const before = await Product.get({ sku: 'A1' })
    await Product.filter({ sku: 'A1' }).update({ name: 'x' })
    const after = await Product.get({ sku: 'A1' })
    expect(after.version).toBe(2)
    expect(after.updatedAt.getTime()).toBeGreaterThanOrEqual(before.updatedAt.getTime())
    await expect(before.save()).rejects.toMatchObject({ code: 'MODEL_STALE' })
  })

  it('takes dates, relations, embedded columns, JSON and null', async () => {
    const brand = await Brand.create({ name: 'Gibson' })
    const updatedAt = new Date('2001-02-03T04:05:06.789Z')
    const extra = { colours: ['blue'] }
    const row = Product.filter({ sku: 'A1' })
    await row.update({ brand, updatedAt, extra, views: '12345678901', size: { width: 2 } })
    expect(await row.with('brand').get()).toMatchObject({
      ...{ updatedAt, extra, views: '12345678901', size: { width: 2, height: 1 } },
      brand: { name: 'Gibson' }
    })
    await row.update({ brand: null, extra: null, views: null })
    expect(await row.with('brand').get()).toMatchObject({ extra: null, views: null, brand: null })
    await row.update({ brand: brand.id })
    expect(await Product.count({ brand })).toBe(1)
  })

  it.each<[string, () => Promise<number>, string[]]>([
    [
      'rows that they refer to',
      () => Product.filter({ brand: { name: 'Selmer' } }).update({ stock: 0 }),
      ['A1', 'A2']
    ],
    ['a page', () => Product.all().orderBy('-sku').limit(2).update({ stock: 0 }), ['A2', 'A3']],
    ['a later page', () => Product.all().orderBy('sku').slice(1, 2).update({ stock: 0 }), ['A2']],
    [
      'a locked page',
      () => Product.all().orderBy('sku').limit(1).forUpdate().update({ stock: 0 }),
      ['A1']
    ],
    [
      'rows that refer to them',
      () => Product.filter({ reviews: { none: { stars: { gt: 3 } } } }).update({ stock: 0 }),
      ['A1', 'A2', 'A3']
    ],
    [
      'all that are excluded',
      () => Product.exclude({ sku: 'A1' }).update({ stock: 0 }),
      ['A2', 'A3']
    ],
    [
      'a union',
      () =>
        Product.filter({ sku: 'A1' })
          .union(Product.filter({ sku: 'A3' }))
          .update({ stock: 0 }),
      ['A1', 'A3']
    ],
    ['no rows', () => Product.all().none().update({ stock: 0 }), []]
  ])('changes %s', async (_case, update, changed) => {
    expect(await update()).toBe(changed.length)
    const rows = await Product.filter({ stock: 0 }).orderBy('sku')
    expect(rows.map(({ sku }) => sku)).toEqual(changed)
  })

  it('takes jobs that nobody else has taken', async () => {
    if (engine.kind === 'sqlite') return
    const take = (stock: number): Promise<number> =>
      Product.all().orderBy('sku').limit(1).forUpdate({ skipLocked: true }).update({ stock })
    await atomic(async () => {
      await take(100)
      await outside(() => take(200))
    })
    expect(await stocks()).toEqual([
      ['A1', 100],
      ['A2', 200],
      ['A3', 3]
    ])
  })

  it('leaves out what is undefined, and counts where nothing is left', async () => {
    expect(await Product.all().update({ name: undefined, stock: 5 })).toBe(3)
    expect(await Product.all().update({ name: undefined })).toBe(3)
    expect((await Product.get({ sku: 'A1' })).name).toBe('unnamed')
  })

  it.each<[string, () => Promise<number>]>([
    ['update', () => query(Product).update({ stock: 0 })],
    ['update with a filter of nothing', () => Product.filter({}).update({ stock: 0 })],
    ['delete', () => query(Product).delete()],
    ['delete with an exclusion of nothing', () => Product.exclude({}).delete()],
    ['delete in another order', () => query(Product).orderBy('-id').delete()]
  ])('refuses to %s every row unless it is told so', async (_case, write) => {
    await expect(write()).rejects.toMatchObject({ code: 'MODEL_UNFILTERED' })
    expect(await Product.count({ stock: { gt: 0 } })).toBe(3)
  })

  it.each<[string, object, string]>([
    ['no such field', { stok: 1 }, 'Did you mean "stock"?'],
    [
      'a relation to many',
      { labels: [] },
      "is kept in another table.\n  Hint: Use row.related('labels')"
    ],
    ['a field of another table', { name: f('brand.name') }, 'of a row of another table'],
    ['a row that is not stored', { brand: new Brand() }, 'This Brand has no key']
  ])('refuses %s', async (_case, changes, message) => {
    await expect(Product.all().update(changes)).rejects.toThrow(message)
  })

  describe('delete', () => {
    it('deletes rows with one statement, and counts them', async () => {
      const statements = await statementsOf(database(), async () => {
        expect(await Product.filter({ stock: { gte: 2 } }).delete()).toBe(2)
      })
      expect(statements).toEqual([expect.stringMatching(/^DELETE /)])
      expect(await stocks()).toEqual([['A1', 1]])
    })

    it('deletes what the database deletes with them', async () => {
      const product = await Product.get({ sku: 'A1' })
      await Review.create({ text: 'good', product })
      await product.related('labels').create({ name: 'jazz' })
      expect(await Product.filter({ sku: 'A1' }).delete()).toBe(1)
      expect(await Review.count()).toBe(0)
      expect(await Label.filter({ products: { some: { sku: 'A1' } } }).count()).toBe(0)
    })

    it.each<[string, () => Promise<number>, string[]]>([
      [
        'rows that they refer to',
        () => Product.filter({ brand: { name: 'Selmer' } }).delete(),
        ['A3']
      ],
      ['a page', () => Product.all().orderBy('-sku').limit(1).delete(), ['A1', 'A2']],
      ['all', () => query(Product).all().delete(), []],
      ['no rows', () => Product.all().limit(0).delete(), ['A1', 'A2', 'A3']]
    ])('deletes %s', async (_case, remove, left) => {
      await remove()
      expect(await Product.all().orderBy('sku').valuesList('sku').flat()).toEqual(left)
    })

    it('names the relation that keeps a row', async () => {
      await expect(Brand.all().delete()).rejects.toMatchObject({ code: 'MODEL_FOREIGN_KEY' })
      expect(await Brand.count()).toBe(1)
    })
  })
})
