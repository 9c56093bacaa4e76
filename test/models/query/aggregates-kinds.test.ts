import { atomic, avg, count, f, max, query, sum } from '../../../src/models'
import {
  Column,
  Entity,
  ManyToOne,
  Model,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn
} from '../../../src/models'
import { describeEngines } from '../engine'
import {
  Circle,
  Drawing,
  Folder,
  Owned,
  Parcel,
  Person,
  Shape,
  shapes,
  Square
} from './entity-kinds'
import { fill, magazine, Note, Story, Writer } from './magazine'

@Entity()
class Room extends Model {
  @PrimaryColumn() house!: string
  @PrimaryColumn() number!: number
  @Column('int') size!: number
  @OneToMany(() => Bed, (bed) => bed.room) beds!: Bed[]
}

@Entity()
class Bed extends Model {
  @PrimaryGeneratedColumn() id!: number
  @ManyToOne(() => Room, (room) => room.beds) room!: Room
}

describeEngines((engine) => {
  it('aggregates and unites entities of composite keys', async () => {
    await engine.open({ entities: [Room, Bed] })
    for (const number of [1, 2, 3]) {
      const room = await Room.create({ house: number > 1 ? 'b' : 'a', number, size: number })
      for (let bed = 1; bed < number; bed++) await Bed.create({ room })
    }
    const rooms = Room.all().annotate({ count: count('beds') })
    expect(await rooms.orderBy('-count').valuesList('number', 'count')).toEqual([
      [3, 2],
      [2, 1],
      [1, 0]
    ])
    const both = Room.filter({ house: 'a' }).union(Room.all().orderBy('-size').limit(1))
    expect((await both.orderBy('size')).map(({ number }) => number)).toEqual([1, 3])
    expect(await both.count()).toBe(2)
    expect(await both.union(both, { all: true }).count()).toBe(4)
    expect(
      await Room.all()
        .orderBy('size')
        .limit(2)
        .aggregate({ size: sum('size') })
    ).toEqual({ size: 3 })
    expect(await Bed.all().values('room.house').annotate({ n: count() })).toEqual([
      { 'room.house': 'b', n: 3 }
    ])
    await expect(Bed.all().values('room')).rejects.toThrow('has no key of one part')
    await expect(
      Room.all().annotate({ n: count('beds.room', { distinct: true }) })
    ).rejects.toThrow('has no key of one part')
    expect(await both.update({ size: 7 })).toBe(2)
    const one = Room.filter({ house: 'a' }).union(Room.filter({ number: 99 }))
    expect([await one.delete(), await Room.all().count()]).toEqual([1, 2])
  })

  it('aggregates children of single-table inheritance, trees, lazy and embedded fields', async () => {
    await engine.open({ entities: shapes })
    const create = <T extends object>(entity: new () => T, values: object): Promise<T> =>
      query(entity).create(values as never)
    await create(Square, { name: 'a', side: 2 })
    await create(Square, { name: 'b', side: 4 })
    await create(Circle, { name: 'c', radius: 1.5 })
    expect(await query(Square).aggregate({ n: count(), side: sum('side') })).toEqual({
      n: 2,
      side: 6
    })
    expect(await query(Shape).aggregate({ n: count() })).toEqual({ n: 3 })
    expect(
      await query(Square)
        .union(query(Square).filter({ side: 4 }))
        .count()
    ).toBe(2)
    const root = await create(Folder, { name: 'r' })
    const child = await create(Folder, { name: 'c', parent: root })
    await create(Folder, { name: 'd', parent: child })
    const folders = query(Folder).annotate({
      inside: count('children'),
      below: count('children.children'),
      beside: count('parent.children')
    })
    expect(await folders.orderBy('id').valuesList('inside', 'below', 'beside')).toEqual([
      [1, 1, 0],
      [1, 0, 1],
      [0, 0, 1]
    ])
    const person = await create(Person, { name: 'Anna' })
    await create(Owned, { name: 'o', owner: person })
    expect(await query(Owned).values('name', 'owner', 'owner.name').get()).toEqual({
      name: 'o',
      owner: person.id,
      'owner.name': 'Anna'
    })
    expect(
      await query(Person)
        .annotate({ drawn: count('drawings') })
        .get()
    ).toMatchObject({ seen: 1, drawn: 0, letters: 4 })
    expect(await query(Person).valuesList('letters').flat()).toEqual([4])
    await create(Parcel, { weight: '1.25', from: { city: 'x', place: { street: 's', number: 3 } } })
    expect(
      await query(Parcel)
        .values('from.city')
        .annotate({ weight_: sum('weight'), number: max('from.place.number') })
    ).toEqual([{ 'from.city': 'x', weight_: '1.25', number: 3 }])
  })

  it('leaves out rows that are marked as deleted', async () => {
    await engine.open({ entities: shapes })
    const anna = await query(Person).create({ name: 'Anna' })
    const bert = await query(Person).create({ name: 'Bert' })
    for (const person of [anna, bert]) await query(Drawing).create({ title: 't', person })
    await query(Person).filter({ name: 'Bert' }).softDelete()
    const all = query(Person).withDeleted()
    expect(await query(Person).aggregate({ n: count(), drawn: count('drawings') })).toEqual({
      n: 1,
      drawn: 1
    })
    expect(await all.aggregate({ n: count() })).toEqual({ n: 2 })
    expect(
      await query(Person)
        .union(all.filter({ name: 'Bert' }))
        .count()
    ).toBe(2)
    expect(await query(Drawing).orderBy('id').valuesList('person', 'person.name')).toEqual([
      [anna.id, 'Anna'],
      [bert.id, null]
    ])
  })

  it('joins the transaction around it', async () => {
    await engine.open({ entities: magazine })
    await fill()
    const rolledBack = atomic(async () => {
      await Note.all().softDelete()
      expect(await Story.all().aggregate({ notes: count('notes') })).toEqual({ notes: 0 })
      expect(await Story.all().values('id').union(Story.all().values('id')).count()).toBe(4)
      expect(await Story.all().explain()).not.toBe('')
      throw new Error('back')
    })
    await expect(rolledBack).rejects.toThrow('back')
    expect(await Story.all().aggregate({ notes: count('notes') })).toEqual({ notes: 3 })
  })

  it('locks what it annotates', async () => {
    await engine.open({ entities: magazine })
    await fill()
    await atomic(async () => {
      const stories = Story.all()
        .annotate({ noted: count('notes') })
        .forUpdate()
      expect(await stories.filter({ noted: 2 }).get()).toMatchObject({ title: 's1', noted: 2 })
      expect(await stories.orderBy('id').valuesList('title').flat().limit(1)).toEqual(['s1'])
      const both = Story.filter({ id: 1 })
        .union(Story.filter({ id: 2 }))
        .forUpdate()
      expect(await both.orderBy('id')).toHaveLength(2)
    })
  })

  it('reads one column of many rows, and averages what is large', async () => {
    await engine.open({ entities: magazine })
    await fill()
    const ids = Array.from({ length: 1200 }, (_, index) => ({
      name: `n${index}`,
      age: 2_000_000_000
    }))
    await Writer.bulkCreate(ids)
    expect(
      await Writer.filter({ age: { gt: 100 } }).aggregate({
        n: count(),
        age: sum('age'),
        mean: avg('age')
      })
    ).toEqual({
      n: 1200,
      age: 2_400_000_000_000,
      mean: 2_000_000_000
    })
    const more = Writer.all().annotate({
      more: f('age').times(3),
      far: f('age').plus(5_000_000_000)
    })
    expect(await more.filter({ more: { gt: 5_999_999_999 } }).count()).toBe(1200)
    expect(await more.filter({ name: 'n7' }).get()).toMatchObject({
      more: 6_000_000_000,
      far: 7_000_000_000
    })
  })
})
