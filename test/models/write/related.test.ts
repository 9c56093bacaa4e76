import { relation } from '../../../src/models/write/related-rows'
import { describeEngines } from '../engine'
import { Brand, Label, Product, Review, statementsOf, useShop } from './shop'

describeEngines((engine) => {
  const database = useShop(engine)
  let product: Product
  let jazz: Label
  let swing: Label
  let bop: Label

  beforeEach(async () => {
    product = await Product.create({ sku: 'A1' })
    ;[jazz, swing, bop] = (await Label.bulkCreate(
      ['jazz', 'swing', 'bop'].map((name) => ({ name }))
    )) as [Label, Label, Label]
  })

  const names = async (): Promise<unknown> =>
    product.related('labels').all().orderBy('name').valuesList('name').flat()

  it.each<[string, () => Promise<unknown>]>([
    ['add', () => product.related('labels').add(product as never)],
    ['set', () => product.related('labels').set([product as never])],
    ['create', () => Product.create({ sku: 'x', labels: [product as never] })]
  ])('does not take the key of a row of another class for that of a label: %s', (_case, write) =>
    expect(write()).rejects.toThrow('A row of Product stands where one of Label is needed')
  )

  it.each<[string, () => Promise<unknown>]>([
    ['create', () => Product.create({ sku: 'x', brand: jazz as never })],
    ['update', () => Product.filter({ sku: 'A1' }).update({ brand: jazz as never })],
    ['filter', () => Product.count({ brand: jazz as never })]
  ])('nor for that of a brand: %s', (_case, ask) =>
    expect(ask()).rejects.toMatchObject({
      ...{ code: 'MODEL_BAD_PARAMETER', hint: 'Give a Brand, or its key.' }
    })
  )

  it('blames no other relation for a label that does not exist', async () => {
    const key = '00000000-0000-4000-8000-000000000000'
    const error: unknown = await product
      .related('labels')
      .add(key)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'MODEL_FOREIGN_KEY', isReferenced: false })
    expect(error).toMatchObject({ entity: 'shop_product_labels_shop_label' })
  })

  describe('many to many', () => {
    it('adds rows and keys with one statement, each of them once', async () => {
      await product.related('labels').add(jazz)
      const statements = await statementsOf(database(), () =>
        product.related('labels').add(jazz, swing.id, swing, { id: bop.id })
      )
      expect(statements).toHaveLength(1)
      expect(await names()).toEqual(['bop', 'jazz', 'swing'])
    })

    it('removes some, and all, with one statement', async () => {
      await product.related('labels').add(jazz, swing, bop)
      const statements = await statementsOf(database(), () =>
        product.related('labels').remove(jazz, bop.id)
      )
      expect(statements).toHaveLength(1)
      expect(await names()).toEqual(['swing'])
      await product.related('labels').clear()
      expect(await names()).toEqual([])
      expect(await Label.count()).toBe(3)
    })

    it('sets rows, and writes what differs alone', async () => {
      await product.related('labels').add(jazz, swing)
      const statements = await statementsOf(database(), () =>
        product.related('labels').set([swing, bop])
      )
      expect(statements.map((sql) => sql.split(' ')[0])).toEqual(['SELECT', 'DELETE', 'INSERT'])
      expect(await names()).toEqual(['bop', 'swing'])
      const others = await statementsOf(database(), () =>
        product.related('labels').set([bop.id, swing.id])
      )
      expect(others).toHaveLength(1)
      await product.related('labels').set([])
      expect(await names()).toEqual([])
    })

    it('works from the other side', async () => {
      const other = await Product.create({ sku: 'A2' })
      await jazz.related('products').add(product, other.id)
      expect(await names()).toEqual(['jazz'])
      await jazz.related('products').remove(product)
      expect(await jazz.related('products').all().valuesList('sku').flat()).toEqual(['A2'])
      await jazz.related('products').set([product])
      expect(await names()).toEqual(['jazz'])
    })

    it('creates a row that is related', async () => {
      const label = await product.related('labels').create({ name: 'manouche' })
      expect(label).toBeInstanceOf(Label)
      expect(await names()).toEqual(['manouche'])
    })

    it('gives a query set of the rows', async () => {
      await product.related('labels').add(jazz, swing)
      const labels = product.related('labels').all()
      expect((await labels.orderBy('-name')).map(({ name }) => name)).toEqual(['swing', 'jazz'])
      expect(await labels.filter({ name: 'jazz' }).count()).toBe(1)
      expect(await labels.filter({ name: 'bop' }).exists()).toBe(false)
      expect(await labels.filter({ name: { startsWith: 's' } }).update({ name: 'Swing' })).toBe(1)
      expect(await labels.orderBy('name').limit(1).delete()).toBe(1)
      expect(await Label.all().valuesList('name').flat()).toHaveLength(2)
    })

    it('is empty, and complete, for many keys', async () => {
      await product.related('labels').add()
      await product.related('labels').remove()
      const labels = await Label.bulkCreate(
        Array.from({ length: 1_500 }, (_, index) => ({ name: `n${index}` }))
      )
      await product.related('labels').add(...labels)
      expect(await product.related('labels').all().count()).toBe(1_500)
      await product.related('labels').set(labels.slice(0, 2))
      expect(await product.related('labels').all().count()).toBe(2)
    })

    it('forgets a list that was loaded before', async () => {
      const [loaded] = await Product.all().with('labels')
      expect(loaded!.labels).toEqual([])
      await loaded!.related('labels').add(jazz)
      expect(() => loaded!.labels).toThrow("Add .with('labels')")
    })

    it('keeps what is loaded out of save', async () => {
      await product.related('labels').add(jazz)
      const [loaded] = await Product.all().with('labels')
      await product.related('labels').add(bop)
      await Object.assign(loaded!, { name: 'x' }).save()
      expect(await names()).toEqual(['bop', 'jazz'])
    })

    it.each<[string, () => Promise<unknown>, string]>([
      [
        'a row that is not stored',
        () => product.related('labels').add(new Label()),
        'This Label has no key'
      ],
      ['nothing', () => product.related('labels').add(null as never), 'This Label has no key'],
      [
        'a row that does not exist',
        () => jazz.related('products').add(999_999),
        'MODEL_FOREIGN_KEY: A row of shop_product_labels_shop_label would refer'
      ],
      [
        'no such relation',
        async () => product.related('lables' as never).clear(),
        'Did you mean "labels"?'
      ],
      [
        'a relation to one row',
        async () => product.related('brand' as never).clear(),
        'leads to one row'
      ],
      [
        'rows of one that is not stored',
        async () => new Product().related('labels').clear(),
        'This Product has no key'
      ]
    ])('refuses %s', async (_case, write, message) => {
      await expect(Promise.resolve().then(write)).rejects.toThrow(message)
    })
  })

  describe('one to many', () => {
    let brand: Brand
    beforeEach(async () => {
      brand = await Brand.create({ name: 'Selmer' })
    })
    const skus = async (): Promise<unknown> =>
      brand.related('products').all().orderBy('sku').valuesList('sku').flat()

    it('lets rows refer to the one', async () => {
      const other = await Product.create({ sku: 'A2' })
      await relation(brand, 'products').add(product, other.id)
      expect(await skus()).toEqual(['A1', 'A2'])
      expect(product.brand).toBe(brand)
      expect((await Product.get({ sku: 'A2' })).version).toBe(2)
    })

    it('takes rows away, and sets them', async () => {
      const [a, b, c] = await Product.bulkCreate(['a', 'b', 'c'].map((sku) => ({ sku })))
      await brand.related('products').add(a!, b!)
      await brand.related('products').remove(a!)
      expect(await skus()).toEqual(['b'])
      await brand.related('products').set([b!.id, c!])
      expect(await skus()).toEqual(['b', 'c'])
      expect((await Product.get({ sku: 'b' })).version).toBe(2)
      await brand.related('products').clear()
      expect(await skus()).toEqual([])
    })

    it('takes away rows of this one alone', async () => {
      const other = await Brand.create({ name: 'Gibson' })
      await other.related('products').add(product)
      await brand.related('products').remove(product)
      expect(await Product.count({ brand: other })).toBe(1)
    })

    it('creates a row that refers to the one', async () => {
      const review = await product.related('reviews').create({ text: 'good' })
      expect(await Review.all().with('product').get({ id: review.id })).toMatchObject({
        product: { sku: 'A1' }
      })
      const [row] = await product.related('reviews').all().getOrCreate({ text: 'good' })
      expect(row.id).toBe(review.id)
    })

    it('refuses to leave a row without one that it needs', async () => {
      const review = await product.related('reviews').create({ text: 'good' })
      const hint = 'Delete the rows, or add them to another Product.'
      await expect(product.related('reviews').remove(review)).rejects.toMatchObject({
        ...{ code: 'MODEL_UNUSABLE_FIELD', hint }
      })
      await expect(product.related('reviews').set([])).rejects.toMatchObject({ hint })
      await product.related('reviews').set([review])
      expect(await Review.count()).toBe(1)
    })

    it('refuses a row that does not exist, and changes none', async () => {
      await expect(brand.related('products').add(product, 999_999)).rejects.toMatchObject({
        code: 'MODEL_NOT_FOUND'
      })
      expect(await skus()).toEqual([])
    })
  })
})
