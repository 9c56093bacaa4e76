import {
  BeforeInsert,
  Column,
  Entity,
  ManyToOne,
  Model,
  OneToMany,
  PrimaryGeneratedColumn,
  Tree,
  TreeChildren,
  TreeParent
} from '../../../src/models'
import { describeEngines } from '../engine'
import { Brand, Label, Product, shop } from './shop'

const seen: unknown[] = []

@Entity('new_note')
class NewNote extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ default: '' }) text!: string
  @ManyToOne(() => NewNote, { nullable: true }) parent!: NewNote | null
  @OneToMany(() => NewNote, (note) => note.parent) answers!: NewNote[]

  @BeforeInsert() look(): void {
    seen.push(this.parent)
  }
}

@Entity('new_branch')
@Tree('materialized-path')
class Branch extends Model {
  @PrimaryGeneratedColumn() id!: number
  @TreeParent() parent!: Branch | null
  @TreeChildren() children!: Branch[]

  @BeforeInsert() look(): void {
    seen.push(this.parent)
  }
}

describeEngines((engine) => {
  beforeAll(() => engine.open({ entities: [...shop, NewNote, Branch], lasts: 'suite' }))
  let count = 0
  const sku = (): string => `N${count++}`

  it.each<[string, () => Promise<Product>]>([
    ['create', () => Product.create({ sku: sku() })],
    ['bulkCreate', async () => (await Product.bulkCreate([{ sku: sku() }]))[0]!],
    [
      'bulkCreate, where it ignores others',
      async () => (await Product.bulkCreate([{ sku: sku() }], { onConflict: 'ignore' }))[0]!
    ],
    ['getOrCreate', async () => (await Product.getOrCreate({ sku: sku() }))[0]],
    ['updateOrCreate', async () => (await Product.updateOrCreate({ sku: sku() }, { stock: 1 }))[0]],
    [
      'related rows',
      async () => (await Label.create({ name: 'x' })).related('products').create({ sku: sku() })
    ]
  ])('throws for a relation that %s was not given', async (_case, create) => {
    const product = await create()
    expect(() => product.brand).toThrow('MODEL_RELATION_NOT_LOADED: Product.brand was read')
    expect(() => product.labels).toThrow('MODEL_RELATION_NOT_LOADED')
    expect(Object.keys(product)).not.toContain('brand')
    await Object.assign(product, { stock: 3 }).save()
    expect(await Product.get({ id: product.id })).toEqual(product)
  })

  it('has the relations that it was given, or set', async () => {
    const brand = await Brand.create({ name: 'Selmer' })
    const product = await Product.create({ sku: sku(), brand, labels: [] })
    expect(product).toMatchObject({ brand, labels: [] })
    const other = await Product.create({ sku: sku(), brand: null })
    expect(other.brand).toBeNull()
    await Object.assign(other, { brand }).save()
    expect((await Product.all().with('brand').get({ id: other.id })).brand).toEqual(brand)
  })

  it('lets listeners look at a row that is not stored yet', async () => {
    seen.length = 0
    const parent = await NewNote.create({})
    await NewNote.bulkCreate([{ parent }, {}])
    await Branch.create({})
    expect(seen).toEqual([undefined, parent, undefined, undefined])
    expect(() => parent.parent).toThrow('MODEL_RELATION_NOT_LOADED')
    expect(() => parent.answers).toThrow('MODEL_RELATION_NOT_LOADED')
  })
})
