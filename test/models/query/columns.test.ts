import type { DataSource } from 'typeorm'
import { query } from '../../../src/models'
import { describeEngines } from '../engine'
import { columnEntities, Level, type Point } from './column-kinds'

describeEngines((engine) => {
  const { Kinds, Pair, entities } = columnEntities(engine.kind)
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await engine.open({ entities })
  })

  const values = {
    level: Level.High,
    tags: ['a', 'b'],
    words: ['x,y', 'z'],
    json: { list: [1, null], nested: { text: "it's ü" } },
    decimal: '12345678.90',
    big: 9_007_199_254_740_993n,
    digits: '-9007199254740993',
    day: '2026-01-31',
    time: '23:59:58',
    moment: new Date('2026-02-03T04:05:06.789Z'),
    bytes: Buffer.from([0, 255, 39, 92]),
    point: { x: 1, y: -2 },
    ratio: 0.1,
    flag: false,
    ...(engine.kind === 'postgres' ? { numbers: [3, 1, 2] } : {})
  }

  it('reads what create wrote, in every type of column', async () => {
    const created = await Kinds.create(values)
    const read = await Kinds.get({ id: created.id })
    expect(read).toMatchObject(values)
    expect(read).toEqual(created)
    expect(read.id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('reads what TypeORM reads', async () => {
    const { id } = await Kinds.create(values)
    const row = await dataSource.getRepository(Kinds).findOneByOrFail({ id })
    expect(await Kinds.get({ id })).toEqual(row)
  })

  it('reads what save wrote, and counts the version up', async () => {
    const row = await Kinds.create(values)
    expect(row.version).toBe(1)
    Object.assign(row, { level: Level.Low, decimal: '-0.05', json: null, point: { x: 0, y: 0 } })
    await row.save()
    expect(row.version).toBe(2)
    const read = await Kinds.get({ id: row.id })
    expect(read).toMatchObject({ level: Level.Low, decimal: '-0.05', json: null, version: 2 })
    expect(read.point).toEqual({ x: 0, y: 0 })
    expect(read.moment).toEqual(values.moment)
  })

  it.each([
    ['an enum', { level: Level.High }],
    ['a decimal', { decimal: '12345678.90' }],
    ['a big integer', { big: 9_007_199_254_740_993n }],
    ['digits', { digits: '-9007199254740993' }],
    ['a day', { day: '2026-01-31' }],
    ['a time', { time: '23:59:58' }],
    ['a moment', { moment: new Date('2026-02-03T04:05:06.789Z') }],
    ['bytes', { bytes: Buffer.from([0, 255, 39, 92]) }],
    ['a transformed value', { point: { x: 1, y: -2 } as Point }],
    ['a list of them', { decimal: { in: ['1.00', '12345678.90'] } }],
    ['a span of days', { day: { between: ['2026-01-01', '2026-02-01'] as const } }],
    ['a larger number', { big: { gt: 9_007_199_254_740_992n } }]
  ])('finds a row by %s', async (_case, where) => {
    await Kinds.create(values)
    await Kinds.create({ ...values, ...EMPTY })
    expect(await Kinds.filter(where as object).count()).toBe(1)
  })

  it('reads, finds, changes and deletes by a key of several parts', async () => {
    await Pair.create({ left: 1, right: 'a', name: 'one' })
    const pair = await Pair.create({ left: 1, right: 'b', name: 'two' })
    pair.name = 'changed'
    await pair.save()
    expect(await Pair.get({ left: 1, right: 'b' })).toEqual(pair)
    await (await Pair.get({ left: 1, right: 'a' })).delete()
    expect(await query(Pair)).toEqual([pair])
  })
})

const EMPTY = {
  level: Level.Low,
  decimal: '0.00',
  big: 0n,
  digits: '0',
  day: '1970-01-01',
  time: '00:00:00',
  moment: new Date(0),
  bytes: Buffer.from([]),
  point: { x: 0, y: 0 }
}
