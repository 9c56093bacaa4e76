import { describeEngines } from '../engine'
import { Label, Product, Review, useShop } from './shop'

describeEngines((engine) => {
  useShop(engine)
  const labelsOf = (product: Product) =>
    product.related('labels').all().orderBy('name').valuesList('name').flat()

  it('relates a new row to rows and keys', async () => {
    const [jazz, swing, gypsy] = await Label.bulkCreate(
      ['jazz', 'swing', 'gypsy'].map((name) => ({ name }))
    )
    const labels = [jazz!, swing!.id, { id: gypsy!.id }]
    const product = await Product.create({ sku: 'A1', labels })
    expect(await labelsOf(product)).toEqual(['gypsy', 'jazz', 'swing'])
  })

  it('lets rows refer to a new row by their keys', async () => {
    const other = await Product.create({ sku: 'A1' })
    const review = await Review.create({ text: 'Good.', product: other })
    const product = await Product.create({ sku: 'A2', reviews: [review.id] })
    expect(await Review.filter({ product }).count()).toBe(1)
  })

  it.each([
    ['a row without a key', [{ name: 'jazz' }], 'MODEL_NOT_SAVED: This Label has no key'],
    ['nothing', [null], 'MODEL_NOT_SAVED: This Label has no key']
  ])('refuses a list with %s', async (_case, labels, message) => {
    await expect(Product.create({ sku: 'A1', labels: labels as Label[] })).rejects.toThrow(message)
    expect(await Product.count()).toBe(0)
  })

  it('refuses the key of a row that does not exist', async () => {
    const labels = ['00000000-0000-4000-8000-000000000000']
    await expect(Product.create({ sku: 'A1', labels })).rejects.toThrow('MODEL_FOREIGN_KEY')
    expect(await Product.count()).toBe(0)
  })
})
