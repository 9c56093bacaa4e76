import { atomic } from '../../../src/models/transactions/atomic'
import { describeEngines } from '../engine'
import { Brand, Label, Product, useShop } from './shop'

const CALLERS = 50

describeEngines((engine) => {
  useShop(engine)
  const at = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => work(index)))

  describe('getOrCreate', () => {
    it('creates a row with the values and the defaults, and finds it from then on', async () => {
      const [created, isCreated] = await Product.getOrCreate({ sku: 'A1' }, { stock: 3 })
      expect([created.stock, isCreated]).toEqual([3, true])
      const [found, isNew] = await Product.getOrCreate({ sku: 'A1' }, { stock: 9 })
      expect(found).toMatchObject({ id: created.id, stock: 3 })
      expect(isNew).toBe(false)
    })

    it('creates one row for many callers at once', async () => {
      const results = await at(CALLERS, () => Product.getOrCreate({ sku: 'A1' }))
      expect(results.filter(([, isCreated]) => isCreated)).toHaveLength(1)
      expect(new Set(results.map(([{ id }]) => id)).size).toBe(1)
      expect(await Product.count()).toBe(1)
    })

    it('creates one row for many transactions at once, which all go on', async () => {
      const results = await at(20, (index) =>
        atomic(
          async () => {
            const [{ id }, isCreated] = await Product.getOrCreate({ sku: 'A1' })
            await Label.create({ name: `${index}` })
            return [id, isCreated] as const
          },
          { retries: 9 }
        )
      )
      expect(results.filter(([, isCreated]) => isCreated)).toHaveLength(1)
      expect(await Product.count()).toBe(1)
      expect(await Label.count()).toBe(20)
    })

    it('looks among the rows of a query set, and stores a row that is one of them', async () => {
      const brand = await Brand.create({ name: 'Selmer' })
      const rows = Product.filter({ brand, stock: 5 })
      const [product] = await rows.getOrCreate({ name: 'guitar' }, { sku: 'A1' })
      expect(product).toMatchObject({ stock: 5, brand: { id: brand.id } })
      expect(await rows.getOrCreate({ name: 'guitar' })).toEqual([
        expect.objectContaining({ id: product.id }),
        false
      ])
    })

    it('passes on what another unique value says', async () => {
      await Product.create({ sku: 'A1' })
      await expect(Product.getOrCreate({ name: 'x' }, { sku: 'A1' })).rejects.toMatchObject({
        ...{ code: 'MODEL_UNIQUE', fields: ['sku'] }
      })
    })

    it('refuses to choose among several', async () => {
      await Product.bulkCreate([{ sku: 'A1' }, { sku: 'A2' }])
      await expect(Product.getOrCreate({ stock: 0 })).rejects.toThrow(
        'MODEL_MULTIPLE_ROWS: More than one Product with this stock.'
      )
    })

    it('refuses undefined', async () => {
      await expect(Product.getOrCreate({ sku: undefined })).rejects.toMatchObject({
        code: 'MODEL_UNDEFINED_LOOKUP'
      })
    })
  })

  describe('updateOrCreate', () => {
    it('creates a row, and changes it from then on', async () => {
      const [created, isCreated] = await Product.updateOrCreate({ sku: 'A1' }, { stock: 3 })
      expect([created.stock, isCreated]).toEqual([3, true])
      const [changed, isNew] = await Product.updateOrCreate({ sku: 'A1' }, { stock: 9 })
      expect([changed.id, changed.stock, changed.version, isNew]).toEqual([created.id, 9, 2, false])
      expect(await Product.get({ sku: 'A1' })).toEqual(changed)
    })

    it('creates one row for many callers at once, and stores what each of them says', async () => {
      const results = await at(CALLERS, (index) =>
        Product.updateOrCreate({ sku: 'A1' }, { stock: index })
      )
      expect(results.filter(([, isCreated]) => isCreated)).toHaveLength(1)
      expect(await Product.all().valuesList('version').flat()).toEqual([CALLERS])
    })

    it('is a part of the transaction around', async () => {
      await Product.create({ sku: 'A1', stock: 1 })
      const work = atomic(async () => {
        await Product.updateOrCreate({ sku: 'A1' }, { stock: 2 })
        await Product.updateOrCreate({ sku: 'A2' }, { stock: 2 })
        throw new Error('no')
      })
      await expect(work).rejects.toThrow('no')
      expect(await Product.all().valuesList('sku', 'stock')).toEqual([['A1', 1]])
    })

    it('changes nothing but what it is told', async () => {
      const brand = await Brand.create({ name: 'Selmer' })
      await Product.create({ sku: 'A1', stock: 4, size: { width: 1, height: 2 } })
      await Product.filter({ stock: 4 }).updateOrCreate(
        { sku: 'A1' },
        { brand, size: { width: 9 } }
      )
      expect(await Product.all().with('brand').get()).toMatchObject({
        ...{ stock: 4, size: { width: 9, height: 2 }, brand: { name: 'Selmer' } }
      })
    })
  })
})
