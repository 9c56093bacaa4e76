import { atomic } from '../../../src/models/transactions/atomic'
import { describeEngines } from '../engine'
import { Brand, Country, Product, shop, Size, statementsOf, useShop } from './shop'

describeEngines((engine) => {
  const database = useShop(engine)
  const reread = ({ id }: Product): Promise<Product> => Product.get({ id })

  it('updates a row with one statement, without reading it first', async () => {
    const product = await reread(await Product.create({ sku: 'A1', size: { width: 1 } }))
    Object.assign(product, { name: 'guitar', extra: { colours: ['red'] } })
    product.size.height = 7
    const statements = await statementsOf(database(), () => product.save())
    expect(statements).toEqual([expect.stringMatching(/^UPDATE .shop_product. SET /)])
    expect(await reread(product)).toEqual(product)
    expect(product).toMatchObject({ name: 'guitar', version: 2, size: { width: 1, height: 7 } })
  })

  it('tells when the row was changed, and leaves when it was created', async () => {
    const product = await Product.create({ sku: 'A1' })
    await database().query(`UPDATE shop_product SET ${quoted('updatedAt')} = '2001-01-01 00:00:00'`)
    const before = await reread(product)
    await product.save()
    const { createdAt, updatedAt } = await reread(product)
    expect(updatedAt).toEqual(product.updatedAt)
    expect(updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime())
    expect(createdAt).toEqual(before.createdAt)
  })

  it('refuses to overwrite what somebody else has changed since', async () => {
    const { id } = await Product.create({ sku: 'A1' })
    const [mine, theirs] = [await Product.get({ id }), await Product.get({ id })]
    await Object.assign(theirs, { stock: 5 }).save()
    await expect(Object.assign(mine, { name: 'x' }).save()).rejects.toMatchObject({
      ...{ code: 'MODEL_STALE', status: 409, entity: 'Product', version: 1 },
      what: 'This Product is version 1, and somebody has changed it since.'
    })
    expect(await Product.get({ id })).toMatchObject({ name: 'unnamed', stock: 5, version: 2 })
  })

  it('lets one of many writers at once through, and no change is lost', async () => {
    const { id } = await Product.create({ sku: 'A1' })
    const rows = await Promise.all(Array.from({ length: 8 }, () => Product.get({ id })))
    const results = await Promise.allSettled(
      rows.map((row) => Object.assign(row, { stock: row.stock + 1 }).save())
    )
    const codes = results.map((result) =>
      result.status === 'fulfilled' ? 'saved' : (result.reason as { code: string }).code
    )
    expect(codes.filter((code) => code === 'saved')).toHaveLength(1)
    expect(codes.filter((code) => code === 'MODEL_STALE')).toHaveLength(7)
    expect(await Product.get({ id })).toMatchObject({ stock: 1, version: 2 })
  })

  it('writes the fields that it is told, and no others', async () => {
    const product = await Product.create({ sku: 'A1' })
    Object.assign(product, { name: 'guitar', stock: 9, size: { width: 4, height: 5 } })
    await product.save({ only: ['name', 'size.width'] })
    expect(await reread(product)).toMatchObject({
      ...{ name: 'guitar', stock: 0, version: 2 },
      size: { width: 4, height: 1 }
    })
  })

  it('writes what a query has read of a row, and leaves the rest', async () => {
    const { id } = await Product.create({ sku: 'A1', name: 'guitar', stock: 3 })
    const [part] = await Product.filter({ id }).only('name')
    await Object.assign(part!, { name: 'banjo' }).save()
    expect(await Product.get({ id })).toMatchObject({ name: 'banjo', stock: 3, version: 2 })
  })

  it('changes what a relation refers to, and leaves one that was not loaded', async () => {
    const brand = await Brand.create({ name: 'Selmer' })
    const { id } = await Product.create({ sku: 'A1', brand })
    await Object.assign(await Product.get({ id }), { name: 'guitar' }).save()
    expect(await Product.count({ brand })).toBe(1)
    await Object.assign(await Product.get({ id }), { brand: null }).save()
    expect(await Product.count({ brand: null })).toBe(1)
  })

  it('inserts a new row, and one with a key of its own', async () => {
    const product = await Object.assign(new Product(), { sku: 'A1', size: new Size() }).save()
    expect(await reread(product)).toMatchObject({ sku: 'A1', version: 1 })
    const country = Object.assign(new Country(), { code: 'FR', name: 'France' })
    expect(await country.save()).toMatchObject({ code: 'FR', currency: 'EUR' })
    expect(await Country.get({ code: 'FR' })).toEqual(country)
  })

  it('writes nothing where no field is to be saved', async () => {
    const product = await Product.create({ sku: 'A1' })
    const statements = await statementsOf(database(), () => product.save({ only: [] }))
    expect([statements, product.version]).toEqual([[], 1])
  })

  it('updates a stored row of which only the key is known', async () => {
    await Country.create({ code: 'FR', name: 'France', currency: 'FRF' })
    await Object.assign(new Country(), { code: 'FR', name: 'République' }).save()
    expect(await Country.get({ code: 'FR' })).toMatchObject({ name: 'République', currency: 'FRF' })
    expect(await Country.count()).toBe(1)
  })

  it.each(['save', 'save one field of'] as const)('cannot %s a deleted row', async (action) => {
    const product = await Product.create({ sku: 'A1' })
    await Product.filter({ id: product.id }).delete()
    const saved = action === 'save' ? product.save() : product.save({ only: ['name'] })
    await expect(saved).rejects.toMatchObject({ code: 'MODEL_GONE', status: 404 })
    expect(await Product.count()).toBe(0)
  })

  it('stores a deleted row again where it is asked to create it', async () => {
    const country = await Country.create({ code: 'FR', name: 'France' })
    await country.delete()
    expect(country.code).toBeUndefined()
    await Object.assign(country, { code: 'FR' }).save()
    expect(await Country.count()).toBe(1)
  })

  it('takes part in a transaction', async () => {
    const product = await Product.create({ sku: 'A1' })
    const work = atomic(async () => {
      await Object.assign(product, { name: 'guitar' }).save()
      await Product.create({ sku: 'A2' })
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect(await Product.all().valuesList('sku', 'name')).toEqual([['A1', 'unnamed']])
  })

  it('names the field of a unique value that is taken', async () => {
    await Product.create({ sku: 'A1' })
    const other = await Product.create({ sku: 'A2' })
    await expect(Object.assign(other, { sku: 'A1' }).save()).rejects.toMatchObject({
      ...{ code: 'MODEL_UNIQUE', fields: ['sku'] }
    })
  })

  it.each([
    ['no such field', ['nmae'], 'MODEL_UNKNOWN_FIELD', 'Did you mean "name"?'],
    ['the key', ['id'], 'MODEL_UNUSABLE_FIELD', 'is the key of a row'],
    ['the version', ['version'], 'MODEL_UNUSABLE_FIELD', 'is set with every change'],
    ['a relation to many', ['labels'], 'MODEL_UNUSABLE_FIELD', 'is kept in another table'],
    ['what the row does not have', ['brand'], 'MODEL_UNUSABLE_FIELD', 'is undefined']
  ])('refuses to save %s', async (_case, only, code, message) => {
    const product = await reread(await Product.create({ sku: 'A1' }))
    await expect(product.save({ only: only as never })).rejects.toMatchObject({
      ...{ code, message: expect.stringContaining(message) }
    })
  })

  it('refuses to save one field of a row that is not stored', async () => {
    await expect(new Product().save({ only: ['name'] })).rejects.toMatchObject({
      code: 'MODEL_NOT_SAVED'
    })
  })

  it('saves a row in the database that it came from', async () => {
    const { id } = await Product.create({ sku: 'A1' })
    await engine.open({ entities: shop })
    expect(await Product.count()).toBe(0)
    const row = await Product.all().using(database()).get({ id })
    await Object.assign(row, { name: 'x' }).save()
    expect(await (await row.refresh()).delete()).toMatchObject({ name: 'x', version: 2 })
    expect(await Product.all().using(database()).count()).toBe(0)
  })

  const quoted = (name: string): string => (engine.kind === 'mysql' ? name : `"${name}"`)
})
