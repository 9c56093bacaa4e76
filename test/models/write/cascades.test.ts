import {
  ChildEntity,
  Column,
  type DataSource,
  Entity,
  JoinTable,
  ManyToMany,
  ManyToOne,
  Model,
  OneToMany,
  OneToOne,
  JoinColumn,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  TableInheritance,
  Tree,
  TreeChildren,
  TreeParent
} from '../../../src/models'
import { describeEngines } from '../engine'
import { statementsOf } from './shop'

@Entity('c_owner')
class Owner extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
}

@Entity('c_order')
class Order extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
  @ManyToOne(() => Owner, { nullable: false, cascade: true }) owner!: Owner
  @OneToMany(() => Line, (line) => line.order, { cascade: true }) lines!: Line[]
  @OneToOne(() => Bill, (bill) => bill.order, { cascade: true }) bill!: Bill | null
}

@Entity('c_line')
class Line extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() text!: string
  @ManyToOne(() => Order, (order) => order.lines, { onDelete: 'CASCADE' }) order!: Order
}

@Entity('c_bill')
class Bill extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() text!: string
  @OneToOne(() => Order, (order) => order.bill, { onDelete: 'CASCADE' }) @JoinColumn() order!: Order
}

@Entity('c_place')
class Place extends Model {
  @PrimaryColumn('int') x!: number
  @PrimaryColumn('int') y!: number
  @Column({ default: '' }) name!: string
  @ManyToMany(() => Place) @JoinTable() near!: Place[]
  @ManyToOne(() => Place, (place) => place.parts, { nullable: true }) whole!: Place | null
  @OneToMany(() => Place, (place) => place.whole) parts!: Place[]
}

@Entity('c_vehicle')
@TableInheritance({ column: { type: 'varchar', name: 'kind', length: 20 } })
class Vehicle extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('int') wheels!: number
}

@ChildEntity()
class Car extends Vehicle {
  @Column('int', { nullable: true }) doors!: number | null
}

@ChildEntity()
class Bike extends Vehicle {
  @Column({ nullable: true }) bell!: boolean
}

@Entity('c_topic')
@Tree('closure-table')
class Topic extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() name!: string
  @TreeParent() parent!: Topic | null
  @TreeChildren() children!: Topic[]
}

const entities = [Owner, Order, Line, Bill, Place, Vehicle, Car, Bike, Topic]

describeEngines((engine) => {
  let dataSource: DataSource
  beforeAll(async () => {
    dataSource = await engine.open({ entities, lasts: 'suite' })
  })
  beforeEach(async () => {
    await Order.all().delete()
    await Owner.all().delete()
  })

  it('stores what a row cascades to, before it and after it', async () => {
    const owner = Object.assign(new Owner(), { name: 'Django' })
    const lines = ['a', 'b'].map((text) => Object.assign(new Line(), { text }))
    const bill = Object.assign(new Bill(), { text: 'x' })
    const { id } = await Order.create({ title: 'one', owner, lines, bill })
    const order = await Order.all().with('owner', 'lines', 'bill').get({ id })
    expect(order).toMatchObject({ owner: { name: 'Django' }, bill: { text: 'x' } })
    expect(order.lines.map(({ text }) => text).sort()).toEqual(['a', 'b'])
  })

  it('saves what a row cascades to where it is loaded, and leaves it where it is not', async () => {
    const owner = await Owner.create({ name: 'Django' })
    const { id } = await Order.create({ title: 'one', owner })
    const order = await Order.all().with('owner', 'lines').get({ id })
    order.owner.name = 'Babik'
    order.lines.push(Object.assign(new Line(), { text: 'a' }))
    await Object.assign(order, { title: 'two' }).save()
    const saved = await Order.all().with('owner', 'lines').get({ id })
    expect(saved).toMatchObject({ title: 'two', owner: { name: 'Babik' }, lines: [{ text: 'a' }] })
    const statements = await statementsOf(dataSource, async () => {
      await Object.assign(await Order.get({ id }), { title: 'three' }).save()
    })
    expect(statements).toHaveLength(2)
    expect(await Line.count()).toBe(1)
  })

  it('stores a new row that a stored one refers to', async () => {
    const owner = await Owner.create({ name: 'Django' })
    const order = await Order.create({ title: 'one', owner })
    order.owner = Object.assign(new Owner(), { name: 'Babik' })
    await order.save()
    expect(await Order.all().with('owner').get()).toMatchObject({ owner: { name: 'Babik' } })
    expect(await Owner.count()).toBe(2)
  })

  it('stores nothing where a part fails', async () => {
    const owner = Object.assign(new Owner(), { name: 'Django' })
    const lines = [Object.assign(new Line(), { text: null })]
    await expect(Order.create({ title: 'one', owner, lines })).rejects.toMatchObject({
      ...{ code: 'MODEL_NOT_NULL', entity: 'Line' }
    })
    expect([await Owner.count(), await Order.count(), await Line.count()]).toEqual([0, 0, 0])
  })

  it('writes rows whose keys have two parts', async () => {
    const [a, b, c] = await Place.bulkCreate([1, 2, 3].map((x) => ({ x, y: x * 10 })))
    await a!.related('near').add(b!, { x: 3, y: 30 })
    await a!.related('near').remove({ x: 3, y: 30 })
    expect(await a!.related('near').all().valuesList('x').flat()).toEqual([2])
    await a!.related('near').set([c!])
    expect(await a!.related('near').all().valuesList('x').flat()).toEqual([3])
    await a!.related('parts').add(b!, { x: 3, y: 30 })
    expect(await Place.count({ whole: a! })).toBe(2)
    await a!.related('parts').remove(c!)
    expect(await Place.filter({ whole: { y: 10 } }).update({ name: 'part' })).toBe(1)
    expect(await Place.all().orderBy('-x').limit(2).update({ name: 'last' })).toBe(2)
    await Object.assign(await Place.get({ x: 1, y: 10 }), { name: 'first' }).save()
    expect(await Place.all().orderBy('x').valuesList('name').flat()).toEqual([
      ...['first', 'last', 'last']
    ])
    const rows = [
      { x: 1, y: 10, name: 'A' },
      { x: 4, y: 40, name: 'D' }
    ]
    await Place.bulkCreate(rows, { onConflict: 'update' })
    expect(await Place.count({ name: { in: ['A', 'D'] } })).toBe(2)
    await expect(a!.related('near').add(1)).rejects.toThrow('Give an object with x and y.')
    expect(await Place.filter({ whole: { x: 1 } }).delete()).toBe(1)
  })

  it('writes the classes of one table', async () => {
    const car = await Car.create({ wheels: 4, doors: 5 })
    await Bike.bulkCreate([{ wheels: 2, bell: true }])
    expect(await Vehicle.all().update({ wheels: 3 })).toBe(2)
    expect(await Car.all().update({ doors: 2 })).toBe(1)
    await Object.assign(await Car.get({ id: car.id }), { wheels: 4 }).save()
    expect(await Car.get({ id: car.id })).toMatchObject({ wheels: 4, doors: 2 })
    expect(await Bike.all().delete()).toBe(1)
    expect(await Vehicle.count()).toBe(1)
  })

  it('keeps trees', async () => {
    const root = await Topic.create({ name: 'root' })
    const child = await Topic.create({ name: 'child', parent: root })
    const [leaf] = await Topic.bulkCreate([{ name: 'leaf', parent: child }])
    const trees = dataSource.getTreeRepository(Topic)
    expect(await trees.countDescendants(root)).toBe(3)
    await Object.assign(leaf!, { name: 'sheet' }).save()
    expect(await Topic.count({ name: 'sheet' })).toBe(1)
    expect(await Topic.filter({ name: 'sheet' }).delete()).toBe(1)
    expect(await trees.countDescendants(root)).toBe(2)
  })
})
