import {
  Column,
  CreateDateColumn,
  type DataSource,
  Entity,
  f,
  Generated,
  Model,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
  VersionColumn
} from '../../../src/models'
import { describeEngines } from '../engine'
import { statementsOf } from './shop'

/** What a column holds as text, and a property as a list. */
const list = {
  to: (value: string[] | undefined) => value?.join('|'),
  from: (text: string) => text.split('|')
}

const time = { to: (value: unknown) => value, from: (date: Date) => new Date(date).getTime() }

@Entity('kinds')
class Kinds extends Model {
  @PrimaryGeneratedColumn('uuid') id!: string
  @Column('varchar', { transformer: list }) words!: string[]
  @Column('varchar', { transformer: list, default: 'x|y' }) letters!: string[]
  @Column('decimal', { precision: 12, scale: 2, default: 0 }) price!: string
  @Column('date', { nullable: true }) day!: string | null
  @Column('time', { nullable: true }) hour!: string | null
  @Column({ nullable: true }) bytes!: Buffer
  @Column('simple-array', { nullable: true }) tags!: string[] | null
  @Column('simple-enum', { enum: ['a', 'b'], default: 'a' }) letter!: 'a' | 'b'
  @Column({ default: true }) flag!: boolean
  @Column('bigint', { default: 0 }) wide!: bigint
  @Column('float', { default: 2 }) ratio!: number
  @Column({ nullable: true }) moment!: Date
  @Column({ update: false, default: 'once' }) once!: string
  @Column({ insert: false, default: 'later' }) later!: string
  @Column({ select: false, default: 'secret' }) secret!: string
  @Column({ name: 'other name', default: '' }) named!: string
  @Column() @Generated('uuid') token!: string
}

@Entity('dated')
class Dated extends Model {
  @PrimaryColumn() code!: string
  @Column({ default: '' }) name!: string
  @CreateDateColumn({ precision: 0 }) createdAt!: Date
  @UpdateDateColumn({ transformer: time }) updatedAt!: number
  @VersionColumn() version!: number
}

@Entity('computed')
class Computed extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('int') width!: number
  @Column({ type: 'int', asExpression: 'width * 2', generatedType: 'STORED' }) double!: number
}

const UNQUOTED = { words: ['a'], day: '2024-02-29', hour: '12:30:00', price: '9999999999.99' }

describeEngines((engine) => {
  let dataSource: DataSource
  beforeAll(async () => {
    dataSource = await engine.open({ entities: [Kinds, Dated, Computed], lasts: 'suite' })
  })
  const reread = async ({ id }: Kinds): Promise<Kinds> => Kinds.get({ id })

  const values = {
    ...UNQUOTED,
    bytes: Buffer.from([0, 255, 39]),
    tags: ['x', 'y'],
    letter: 'b' as const,
    flag: false,
    wide: 9007199254740993n,
    ratio: 0.1,
    moment: new Date('2024-01-02T03:04:05.678Z'),
    named: 'n'
  }

  it('stores values of every kind', async () => {
    const created = await Kinds.create(values)
    expect(created).toMatchObject({ letters: ['x', 'y'], once: 'once', later: 'later' })
    expect(created.token).toMatch(/^[\da-f-]{36}$/)
    expect(await reread(created)).toMatchObject({ ...values, letters: ['x', 'y'] })
  })

  it('stores defaults, and reads them back', async () => {
    const created = await Kinds.create({ words: ['a', 'b'] })
    const { id, ...others } = await reread(created)
    expect(created).toMatchObject({ id, ...others, wide: 0n, ratio: 2, flag: true, letter: 'a' })
    expect(await Kinds.all().only('secret').get({ id })).toMatchObject({ secret: 'secret' })
  })

  it('saves values of every kind', async () => {
    const row = await reread(await Kinds.create({ words: [] }))
    Object.assign(row, { ...values, once: 'twice' })
    await row.save()
    expect(await reread(row)).toMatchObject({ ...values, once: 'once' })
    expect(await Kinds.all().only('secret').get({ id: row.id })).toMatchObject({ secret: 'secret' })
  })

  it('changes values of every kind in all rows', async () => {
    const row = await Kinds.create({ words: ['a'] })
    const rows = Kinds.filter({ id: row.id })
    await rows.update({ ...values, words: ['c', 'd'] })
    expect(await reread(row)).toMatchObject({ ...values, words: ['c', 'd'] })
    await rows.update({ wide: f('wide').plus(1) as never, ratio: f('ratio').times(2) })
    expect(await reread(row)).toMatchObject({ wide: 9007199254740994n, ratio: 0.2 })
    await rows.update({ day: null, tags: null, bytes: null as never })
    expect(await reread(row)).toMatchObject({ day: null, tags: null, bytes: null })
  })

  it('stores many rows with values of every kind', async () => {
    const [row] = await Kinds.bulkCreate([values, { ...values, wide: -1n }])
    expect(await reread(row!)).toMatchObject(values)
    const [same] = await Kinds.bulkCreate([{ ...values, id: row!.id, named: 'm' }], {
      ...{ onConflict: 'update', conflictFields: ['id'] }
    })
    expect(same).toMatchObject({ ...values, named: 'm', token: row!.token })
  })

  it('refuses to change what is declared unchangeable', async () => {
    await expect(Kinds.all().update({ once: 'x' })).rejects.toThrow('`update: false`')
    const row = await Kinds.create({ words: [] })
    await expect(row.save({ only: ['once'] })).rejects.toThrow('`update: false`')
  })

  it('lets the database keep dates that are transformed, and others as exact as they are stored', async () => {
    const row = await Dated.create({ code: 'a' })
    expect(row.createdAt.getMilliseconds()).toBe(0)
    expect(row.updatedAt).toBeGreaterThan(Date.now() - 60_000)
    await Object.assign(row, { name: 'x' }).save()
    expect(await Dated.get({ code: row.code })).toEqual(row)
    await Dated.all().update({ name: 'y' })
    await Dated.bulkCreate([{ code: row.code, name: 'z' }], { onConflict: 'update' })
    expect(await Dated.get({ code: row.code })).toMatchObject({ name: 'z', version: 4 })
  })

  it('reads what the database computes of a row', async () => {
    const row = await Computed.create({ width: 2 })
    expect(row.double).toBe(4)
    await Object.assign(row, { width: 5 }).save()
    expect(row.double).toBe(10)
    await expect(Computed.all().update({ double: 1 })).rejects.toThrow(
      'is computed by the database'
    )
    const [other] = await Computed.bulkCreate([{ width: 7 }])
    expect(other).toMatchObject({ double: 14 })
    expect(await Computed.get({ id: row.id })).toEqual(row)
  })

  it('writes one statement for each row, whatever its columns', async () => {
    const row = await Kinds.create({ words: ['a'] })
    const statements = await statementsOf(dataSource, async () => {
      await row.save()
      await Kinds.create({ words: ['b'] })
      await row.delete()
    })
    expect(statements.map((sql) => sql.split(' ')[0])).toEqual(['UPDATE', 'INSERT', 'DELETE'])
  })
})
