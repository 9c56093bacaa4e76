import { atomic } from '../../../src/models/transactions/atomic'
import { describeEngines } from '../engine'
import { Brand, Country, Folder, Label, Product, Review, statementsOf, useShop } from './shop'

const numbered = (count: number, start = 0): { sku: string; stock: number }[] =>
  Array.from({ length: count }, (_, index) => ({
    sku: `S${String(start + index).padStart(6, '0')}`,
    stock: start + index
  }))

describeEngines((engine) => {
  const database = useShop(engine)
  const skus = async (): Promise<unknown> => Product.all().orderBy('sku').valuesList('sku').flat()

  it('stores rows with one statement, and answers with them', async () => {
    let products: Product[] = []
    const statements = await statementsOf(database(), async () => {
      products = await Product.bulkCreate(numbered(50))
    })
    expect(statements).toHaveLength(1)
    expect(products).toHaveLength(50)
    expect(products[7]).toBeInstanceOf(Product)
    expect(await Product.all().orderBy('id')).toEqual(products)
    expect(products.map(({ sku }) => sku)).toEqual(numbered(50).map(({ sku }) => sku))
  })

  it('stores more rows than a statement takes', async () => {
    const products = await Product.bulkCreate(numbered(5_000))
    expect(await Product.count()).toBe(5_000)
    const last = products.at(-1)!
    expect(await Product.get({ id: last.id })).toEqual(last)
  })

  it('stores rows that are given different fields, and answers in their order', async () => {
    const rows = [{ sku: 'a' }, { sku: 'b', name: 'x' }, { sku: 'c' }, { sku: 'd', stock: 4 }]
    const products = await Product.bulkCreate(rows, { batchSize: 2 })
    expect(await Product.all().orderBy('sku')).toEqual(products)
    expect(products.map(({ sku, name, stock }) => [sku, name, stock])).toEqual([
      ['a', 'unnamed', 0],
      ['b', 'x', 0],
      ['c', 'unnamed', 0],
      ['d', 'unnamed', 4]
    ])
  })

  it('writes rows that are given the same fields together, whatever stands between', async () => {
    const rows = numbered(60).map(({ sku, stock }) => (stock % 2 === 0 ? { sku } : { sku, stock }))
    let products: Product[] = []
    const statements = await statementsOf(database(), async () => {
      products = await Product.bulkCreate(rows, { batchSize: 20 })
    })
    expect(statements).toHaveLength(4)
    expect(products.map(({ sku }) => sku)).toEqual(rows.map(({ sku }) => sku))
    expect(await Product.all().orderBy('sku')).toEqual(products)
  })

  it('stores rows before those that refer to them', async () => {
    const rows = [{ id: 1, parent: null }, { id: 2 }, { id: 3, parent: 2 }, { id: 4 }]
    await Folder.bulkCreate(rows)
    expect(await Folder.filter({ parent: { isNull: false } }).valuesList('id', 'parent')).toEqual([
      [3, 2]
    ])
  })

  it('stores keys of every kind, and rows without values', async () => {
    const countries = await Country.bulkCreate([
      { code: 'FR', name: 'France' },
      { code: 'BE', name: 'Belgique', currency: 'BEF' }
    ])
    expect(countries.map(({ currency }) => currency)).toEqual(['EUR', 'BEF'])
    const [label] = await Label.bulkCreate([{ name: 'jazz' }])
    expect(await Label.get({ id: label!.id })).toEqual(label)
    const [brand] = await Brand.bulkCreate([{ name: 'Selmer', country: 'FR' }])
    expect(await Brand.count({ country: 'FR', id: brand!.id })).toBe(1)
    expect(await Country.bulkCreate([])).toEqual([])
  })

  it('stores all rows or none', async () => {
    const rows = [...numbered(3), { sku: 'S000001' }]
    await expect(Product.bulkCreate(rows, { batchSize: 2 })).rejects.toMatchObject({
      ...{ code: 'MODEL_UNIQUE', fields: ['sku'] }
    })
    expect(await Product.count()).toBe(0)
  })

  it('rolls back to where it began inside a transaction', async () => {
    await atomic(async () => {
      await Product.create({ sku: 'S000002' })
      await expect(Product.bulkCreate(numbered(5))).rejects.toMatchObject({ code: 'MODEL_UNIQUE' })
      await Product.bulkCreate(numbered(2, 10))
    })
    expect(await skus()).toEqual(['S000002', 'S000010', 'S000011'])
  })

  describe('where rows are there already', () => {
    beforeEach(async () => {
      await Product.create({ sku: 'S000001', name: 'old', stock: 77, sold: 5 })
    })

    it('ignores those, and answers with the others', async () => {
      const stored = await Product.bulkCreate(numbered(3), { onConflict: 'ignore' })
      expect(stored.map(({ sku }) => sku)).toEqual(['S000000', 'S000002'])
      expect(await Product.filter({ name: 'unnamed' }).orderBy('sku')).toEqual(stored)
      expect(await Product.get({ sku: 'S000001' })).toMatchObject({ name: 'old', stock: 77 })
    })

    it('ignores nothing else', async () => {
      const rows = [{ sku: 'S000001' }, { sku: 'x', brand: 99 }]
      await expect(Product.bulkCreate(rows, { onConflict: 'ignore' })).rejects.toMatchObject({
        code: 'MODEL_FOREIGN_KEY'
      })
      const empty = [{ sku: 'S000001' }, { sku: null as unknown as string }]
      await expect(Product.bulkCreate(empty, { onConflict: 'ignore' })).rejects.toMatchObject({
        code: 'MODEL_NOT_NULL'
      })
      expect(await Product.count()).toBe(1)
    })

    it('keeps what a row refers to', async () => {
      const { id } = await Brand.create({ name: 'Selmer' })
      const rows = [
        { sku: 'a', brand: id },
        { sku: 'b', brand: null }
      ]
      const [product, other] = await Product.bulkCreate(rows, { onConflict: 'ignore' })
      expect(product!.brand).toBeInstanceOf(Brand)
      expect(product!.brand!.id).toBe(id)
      expect(other!.brand).toBeNull()
    })

    it('updates what is given, and answers with all', async () => {
      const before = await Product.get({ sku: 'S000001' })
      const stored = await Product.bulkCreate(numbered(3), { onConflict: 'update' })
      expect(stored.map(({ sku }) => sku)).toEqual(['S000000', 'S000001', 'S000002'])
      expect(await Product.all().orderBy('sku')).toEqual(stored)
      const { id, createdAt } = before
      expect(stored[1]).toMatchObject({ id, createdAt, name: 'old', stock: 1, sold: 5, version: 2 })
      expect(stored[1]!.updatedAt.getTime()).toBeGreaterThanOrEqual(before.updatedAt.getTime())
      expect(stored[0]).toMatchObject({ name: 'unnamed', version: 1 })
    })

    it('updates the fields that it is told', async () => {
      const rows = [{ sku: 'S000001', name: 'new', stock: 1 }]
      const options = { onConflict: 'update', conflictFields: ['sku'], updateFields: ['name'] }
      const [stored] = await Product.bulkCreate(rows, options as never)
      expect(stored).toMatchObject({ name: 'new', stock: 77, version: 2 })
    })

    it('stores the last of several rows with one key', async () => {
      const rows = [
        { sku: 'x', stock: 1 },
        { sku: 'x', stock: 2 },
        { sku: 'x', stock: 3 }
      ]
      await Product.bulkCreate(rows, { onConflict: 'update' })
      expect(await Product.get({ sku: 'x' })).toMatchObject({ stock: 3, version: 3 })
    })

    it('stores what is said last of a key, with other fields too', async () => {
      const rows = [
        { sku: 'a', name: 'first' },
        { sku: 'b', name: 'first', stock: 1 },
        { sku: 'c', name: 'first' },
        { sku: 'b', name: 'last' }
      ]
      const stored = await Product.bulkCreate(rows, { onConflict: 'update' })
      expect(stored.map(({ sku }) => sku)).toEqual(['a', 'b', 'c', 'b'])
      expect(await Product.get({ sku: 'b' })).toMatchObject({ name: 'last', stock: 1, version: 2 })
    })

    it('ignores what is said last of a key', async () => {
      const rows = [{ sku: 'a' }, { sku: 'b', name: 'first' }, { sku: 'b' }, { sku: 'c' }]
      const stored = await Product.bulkCreate(rows, { onConflict: 'ignore' })
      expect(stored.map(({ sku, name }) => [sku, name])).toEqual([
        ['a', 'unnamed'],
        ['b', 'first'],
        ['c', 'unnamed']
      ])
    })

    it('updates by a key of its own', async () => {
      await Country.create({ code: 'FR', name: 'France', currency: 'FRF' })
      const rows = [
        { code: 'FR', name: 'République' },
        { code: 'BE', name: 'Belgique' }
      ]
      const stored = await Country.bulkCreate(rows, { onConflict: 'update' })
      expect(stored).toEqual(await Country.all().orderBy('-code'))
      expect(stored[0]).toMatchObject({ name: 'République', currency: 'FRF' })
    })

    it('saves what it has stored as rows that are there', async () => {
      const stored = await Product.bulkCreate(numbered(2), { onConflict: 'update' })
      await Object.assign(stored[1]!, { name: 'later' }).save()
      expect(await Product.get({ sku: 'S000001' })).toMatchObject({ name: 'later', version: 3 })
    })

    it('is safe for many callers at once', async () => {
      const work = (): Promise<unknown> =>
        atomic(() => Product.bulkCreate(numbered(20, 50), { onConflict: 'update' }), { retries: 9 })
      await Promise.all(Array.from({ length: 5 }, work))
      expect(await Product.count()).toBe(21)
      expect(await Product.count({ version: 5 })).toBe(20)
    })
  })

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'nothing unique',
      () => Review.bulkCreate([{ text: 'x' }], { onConflict: 'update' }),
      'MODEL_CONFLICT_FIELDS: Rows of Review are to be updated where they are stored already, and nothing tells'
    ],
    [
      'no such field',
      () =>
        Product.bulkCreate([{ sku: 'x' }], {
          onConflict: 'update',
          conflictFields: ['sko'] as never
        }),
      'Did you mean "sku"?'
    ],
    [
      'an unknown thing to do',
      () => Product.bulkCreate([{ sku: 'x' }], { onConflict: 'nothing' as never }),
      'MODEL_BAD_CONFLICT: bulkCreate was told to "nothing" rows'
    ],
    [
      'no rows at once',
      () => Product.bulkCreate([{ sku: 'x' }], { batchSize: 0 }),
      'MODEL_BAD_BATCH_SIZE: Rows were to be stored in batches of 0.'
    ],
    [
      'rows of another table',
      () => Product.bulkCreate([{ sku: 'x', labels: [] }]),
      'Product.labels is kept in another table'
    ],
    [
      'a row that is not stored',
      () => Product.bulkCreate([{ sku: 'x', brand: new Brand() }]),
      'This Brand has no key'
    ]
  ])('refuses %s', async (_case, create, message) => {
    await expect(create()).rejects.toThrow(message)
    expect(await Product.count()).toBe(0)
  })
})
