import type { DataSource } from 'typeorm'
import {
  Column,
  Entity,
  ManyToOne,
  Model,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn
} from '../../src/models'
import { describeEngines } from './engine'

@Entity()
class Room extends Model {
  @PrimaryColumn() house!: string
  @PrimaryColumn() number!: number
  @Column() name!: string
  @OneToMany(() => Bed, (bed) => bed.room) beds!: Bed[]
}

@Entity()
class Bed extends Model {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id!: string
  @ManyToOne(() => Room, (room) => room.beds) room!: Room
}

@Entity()
class Pillow extends Model {
  @PrimaryColumn('bigint') id!: string
  @ManyToOne(() => Bed) bed!: Bed
  @Column('bigint', { default: 0 }) size!: number
}

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    const entities = [Room, Bed, Pillow]
    dataSource = await engine.open({ entities })
    for (const number of [1, 2]) await Room.create({ house: 'a', number, name: `n${number}` })
  })

  it('looks up, links and loads by a key of two parts', async () => {
    const room = await Room.get({ house: 'a', number: 2 })
    await Bed.create({ room })
    await Bed.create({ room: { house: 'a', number: 2 } })
    expect(await Bed.count({ room })).toBe(2)
    const rooms = await Room.all().with('beds').orderBy('number')
    expect(rooms.map(({ beds }) => beds.length)).toEqual([0, 2])
    await dataSource.query(`UPDATE room SET name = 'new'`)
    expect((await room.refresh()).name).toBe('new')
  })

  it('cannot tell a row by one part of its key', async () => {
    await expect(Bed.get({ room: 1 })).rejects.toMatchObject({
      code: 'MODEL_UNUSABLE_FIELD',
      hint: 'Give an object with house and number.'
    })
  })

  it('keeps keys beyond what a number holds', async () => {
    const bed = await Bed.create({ room: await Room.get({ number: 1 }) })
    expect(bed.id).toBe('1')
    const id = '1152921504606846977'
    await Pillow.create({ id, bed })
    const pillow = await Pillow.all().with('bed').get({ id })
    expect([pillow.id, pillow.bed.id]).toEqual([id, '1'])
    pillow.size = 3
    await pillow.save()
    expect((await Pillow.get({ bed })).size).toBe(3)
  })

  it('gives a generated key the type of its property, however the row is inserted', async () => {
    const room = await Room.get({ number: 1 })
    const saved = await dataSource.manager.save(Bed, { room })
    const { identifiers } = await dataSource.manager.insert(Bed, { room })
    expect([saved.id, identifiers[0]!.id]).toEqual(['1', '2'])
  })

  it('refuses a primary key of type bigint', async () => {
    @Entity()
    class Star extends Model {
      @PrimaryColumn('bigint') id!: bigint
    }
    await expect(engine.open({ entities: [Star] })).rejects.toThrow(
      'MODEL_BIGINT_KEY: Star.id is a primary key of type bigint'
    )
  })

  it('refuses to round an integer into a number', async () => {
    const bed = await Bed.create({ room: await Room.get({ number: 1 }) })
    await Pillow.create({ id: '1', bed })
    await dataSource.query('UPDATE pillow SET size = 9007199254740993')
    await expect(Pillow.all()).rejects.toThrow(
      'MODEL_UNSAFE_INTEGER: Pillow.size is a number, and 9007199254740993 in its column is beyond 2^53.'
    )
  })
})
