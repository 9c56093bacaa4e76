import { describeEngines } from '../engine'
import { Brand, Country, Label, Product, statementsOf, useShop } from './shop'

describeEngines((engine) => {
  const database = useShop(engine)

  it('inserts a row with one statement, and has what the database makes of it', async () => {
    const start = Date.now()
    let product!: Product
    const statements = await statementsOf(database(), async () => {
      product = await Product.create({ sku: 'A1', size: { width: 3 } })
    })
    expect(statements).toEqual([expect.stringMatching(/^INSERT INTO .shop_product. .* RETURNING /)])
    expect(product).toMatchObject({
      ...{ sku: 'A1', name: 'unnamed', stock: 0, views: null, extra: null, version: 1 },
      size: { width: 3, height: 1 }
    })
    expect(product.id).toBeGreaterThan(0)
    expect(product.createdAt.getTime()).toBeGreaterThanOrEqual(start)
    const stored = await Product.get({ id: product.id })
    expect(stored).toEqual(product)
    expect(stored.createdAt).toEqual(product.createdAt)
  })

  it.each([
    ['a counted key', () => Brand.create({ name: 'Selmer' }), { id: expect.any(Number) }],
    [
      'a UUID',
      () => Label.create({ name: 'jazz' }),
      { id: expect.stringMatching(/^[\da-f-]{36}$/) }
    ],
    ['a key of its own', () => Country.create({ code: 'FR', name: 'France' }), { code: 'FR' }]
  ])('stores a row with %s once', async (_case, create, key) => {
    const statements = await statementsOf(database(), async () => {
      expect(await create()).toMatchObject(key)
    })
    expect(statements).toHaveLength(1)
  })

  it('compiles one statement for rows that are given the same fields, in any order', async () => {
    const statements = await statementsOf(database(), async () => {
      await Product.create({ sku: 'A1', stock: 2 })
      await Product.create({ stock: 3, sku: 'A2' })
    })
    expect(new Set(statements).size).toBe(1)
    expect(await Product.all().orderBy('sku').valuesList('sku', 'stock')).toEqual([
      ['A1', 2],
      ['A2', 3]
    ])
  })

  it('stores wide integers, JSON and texts that need quotes exactly', async () => {
    const values = { sku: `a'b"c\\d?`, views: '9007199254740993', extra: { colours: ['é', '🎸'] } }
    const { id } = await Product.create(values)
    expect(await Product.get({ id })).toMatchObject(values)
  })

  it('names the field of a unique value that is taken', async () => {
    await Product.create({ sku: 'A1' })
    await expect(Product.create({ sku: 'A1' })).rejects.toMatchObject({
      ...{ code: 'MODEL_UNIQUE', status: 409, entity: 'Product', fields: ['sku'] }
    })
  })

  it('refuses a relation to a row that is not stored', async () => {
    const brand = Object.assign(new Brand(), { name: 'Selmer' })
    await expect(Product.create({ sku: 'A1', brand })).rejects.toThrow(
      'MODEL_NOT_SAVED: This Brand has no key'
    )
    expect(await Product.count()).toBe(0)
  })

  it.each([
    ['an unknown field', { titel: 'x' }, 'Product has no field "titel"'],
    ['an unknown field of an embedded object', { size: { depth: 1 } }, 'no field "size.depth"'],
    ['a name of every object', JSON.parse('{"__proto__": {"x": 1}}'), 'no field "__proto__"']
  ])('refuses %s', async (_case, values, message) => {
    await expect(Product.create({ sku: 'A1', ...values })).rejects.toThrow(message)
  })

  it('sets the fields that the filters of its query set compare', async () => {
    const brand = await Brand.create({ name: 'Selmer' })
    const rows = Product.filter({ brand, stock: 3, name: { contains: 'x' } }).exclude({ sold: 1 })
    const { id } = await rows.create({ sku: 'A1' })
    const stored = await Product.all().with('brand').get({ id })
    expect(stored).toMatchObject({ name: 'unnamed', stock: 3, sold: 0, brand: { name: 'Selmer' } })
  })
})
