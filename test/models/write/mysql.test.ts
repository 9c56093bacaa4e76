import { describeEngines } from '../engine'
import { Brand, Country, Label, Product, statementsOf, useShop } from './shop'

// MariaDB can return rows, and MySQL cannot: let it do without
describeEngines(
  (engine) => {
    const database = useShop(engine)
    beforeEach(() => {
      const { driver } = database()
      jest.spyOn(driver, 'isReturningSqlSupported').mockReturnValue(false)
    })
    afterEach(() => jest.restoreAllMocks())

    it('asks for what the database makes of a row where it has to', async () => {
      const statements = await statementsOf(database(), async () => {
        const product = await Product.create({ sku: 'without RETURNING' })
        expect(product).toMatchObject({ name: 'unnamed', stock: 0, extra: null, version: 1 })
        expect(await Product.get({ id: product.id })).toEqual(product)
      })
      const [insert, select] = statements
      expect(insert).toMatch(/^INSERT INTO (?!.*RETURNING)/)
      expect(select).toMatch(/^SELECT `id`|^SELECT `name` AS c0/)
    })

    it.each([
      ['a counted key', () => Brand.create({ name: 'a' }), { id: expect.any(Number) }],
      ['a UUID', () => Label.create({ name: 'a' }), { id: expect.stringMatching(/^[\da-f-]{36}$/) }]
    ])('asks for nothing about %s', async (_case, create, key) => {
      const statements = await statementsOf(database(), async () => {
        expect(await create()).toMatchObject(key)
      })
      expect(statements).toHaveLength(1)
    })

    it('knows the keys of many rows', async () => {
      const names = Array.from({ length: 30 }, (_, index) => ({ name: `n${index}` }))
      const brands = await Brand.bulkCreate(names)
      expect(await Brand.all().orderBy('id')).toEqual(brands)
      const products = await Product.bulkCreate([{ sku: 'x' }, { sku: 'y' }])
      expect(await Product.all().orderBy('id')).toEqual(products)
    })

    it('tells which of many rows are new, and what has become of the others', async () => {
      await Product.create({ sku: 'a', name: 'old' })
      const rows = ['a', 'b'].map((sku) => ({ sku, stock: 1 }))
      const stored = await Product.bulkCreate(rows, { onConflict: 'ignore' })
      expect(stored.map(({ sku }) => sku)).toEqual(['b'])
      const updated = await Product.bulkCreate(rows, { onConflict: 'update' })
      expect(await Product.all().orderBy('sku')).toEqual(updated)
      expect(updated[0]).toMatchObject({ name: 'old', stock: 1, version: 2 })
    })

    it('stores keys of its own, with their defaults', async () => {
      const country = await Object.assign(new Country(), { code: 'FR', name: 'France' }).save()
      expect(country.currency).toBe('EUR')
    })
  },
  ({ kind }) => kind === 'mysql'
)
