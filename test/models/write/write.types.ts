// what must and must not compile: `tsc` reads this file, and nothing runs it
import { f, query, QuerySet } from '../../../src/models'
import { relation } from '../../../src/models/write/related-rows'
import { Brand, Country, Label, Product, type Review } from './shop'

declare const brand: Brand
declare const label: Label

class ProductQuerySet extends QuerySet<Product> {
  sold(): this {
    return this.filter({ sold: { gt: 0 } })
  }
  restock(): Promise<number> {
    return this.update({ stock: 9, sold: f('sold').plus(1) })
  }
}
declare const products: ProductQuerySet

export async function compiles(): Promise<void> {
  const product: Product = await Product.create({
    sku: 'a',
    brand,
    size: { width: 1 },
    extra: null
  })
  const saved: Product = await product.save({ only: ['name', 'size.width', 'brand'] })
  const many: Product[] = await Product.bulkCreate([{ sku: 'a' }, { sku: 'b', brand: 1 }], {
    onConflict: 'update',
    conflictFields: ['sku'],
    updateFields: ['name', 'stock']
  })
  const [found, isCreated]: [Product, boolean] = await Product.getOrCreate({ sku: 'a' })
  const [changed] = await Product.filter({ brand }).updateOrCreate({ sku: 'a' }, { stock: 1 })
  const count: number = await Product.all().update({
    stock: f('stock').plus(1),
    name: f<string>('sku'),
    brand: null,
    extra: { colours: [] },
    createdAt: new Date()
  })
  await Product.filter({ sku: 'a' }).update({ brand: brand.id })
  await products.sold().update({ stock: 0 })
  await products.sold().delete()
  const labels: QuerySet<Label> = product.related('labels').all()
  await product.related('labels').add(label, 'key', { id: 'key' })
  await product.related('labels').set([label])
  const created: Review = await product.related('reviews').create({ text: 'x', stars: 1 })
  await relation(brand, 'products').add(product, 1)
  const country: Country = await query(Country).create({ code: 'FR', name: 'x' })
  void [saved, many, found, isCreated, changed.sku, count, labels, created, country]
}

export async function doesNotCompile(product: Product): Promise<void> {
  // @ts-expect-error a field that does not exist
  await product.save({ only: ['nmae'] })
  // @ts-expect-error a method
  await product.save({ only: ['save'] })
  // @ts-expect-error a field that does not exist
  await Product.all().update({ stok: 1 })
  // @ts-expect-error a value of another type
  await Product.all().update({ stock: 'x' })
  // @ts-expect-error a number where the column holds text
  await Product.all().update({ name: f('stock').plus(1) })
  // @ts-expect-error null where the column has to have a value
  await Product.all().update({ stock: null })
  // @ts-expect-error an expression for a new row
  await Product.create({ stock: f('stock') })
  // @ts-expect-error a value of another type
  await Product.bulkCreate([{ sku: 1 }])
  // @ts-expect-error a field that does not exist
  await Product.bulkCreate([{ sku: 'a' }], { onConflict: 'update', conflictFields: ['sko'] })
  // @ts-expect-error no such way
  await Product.bulkCreate([{ sku: 'a' }], { onConflict: 'replace' })
  // @ts-expect-error a lookup, which no new row can have
  await Product.getOrCreate({ sku: { startsWith: 'a' } })
  // @ts-expect-error a relation to one row
  product.related('brand')
  // @ts-expect-error no relation
  product.related('sku')
  // @ts-expect-error a row of another entity
  await product.related('labels').add(new Date())
  // @ts-expect-error a value of another type
  await product.related('reviews').create({ text: 1 })
  // @ts-expect-error a row of another entity
  const other: Label = (await Product.getOrCreate({ sku: 'a' }))[0]
  void other
}
