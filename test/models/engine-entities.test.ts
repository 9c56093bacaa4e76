import { Readable } from 'node:stream'
import type { DataSource } from 'typeorm'
import { describeEngines } from './engine'
import { Account, Bike, Book, Car, Genre, Sample, Vehicle, Writer } from './entities'

const sample = (): Partial<Sample> => ({
  count: -7,
  ratio: 2.5,
  text: "it's ; -- ? :name \\ % ünïcode 🎸",
  flag: true,
  moment: new Date('2026-02-03T04:05:06.789Z'),
  json: { list: [1, 2], nested: { text: 'ü' } },
  bytes: Buffer.from([0, 255, 1]),
  exact: 9_007_199_254_740_993n,
  digits: '-9007199254740993',
  nothing: null
})

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await engine.open()
  })

  it('brings back every type of column as it was stored', async () => {
    const { id } = await dataSource.manager.save(Sample, sample())
    const row = await dataSource.manager.findOneByOrFail(Sample, { id })
    expect(row).toEqual({ ...sample(), id, state: 'unset', createdAt: expect.any(Date) })
    expect(Math.abs(row.createdAt.getTime() - Date.now())).toBeLessThan(60_000)
  })

  if (engine.kind !== 'postgres') {
    it('stores and finds text with a NUL, which PostgreSQL refuses', async () => {
      const text = 'a\u0000b'
      await dataSource.manager.save(Sample, { ...sample(), text })
      expect(await dataSource.manager.findOneByOrFail(Sample, { text })).toMatchObject({ text })
    })
  }

  it.each([
    ['a small number', 0n, '0'],
    ['the edge of 32 bits', 2_147_483_648n, '2147483648'],
    ['the edge of what a number holds', -9_007_199_254_740_991n, '-9007199254740991'],
    ['the largest of 64 bits', 9_223_372_036_854_775_807n, '9223372036854775807']
  ])('stores and finds %s in a column of big integers', async (_case, exact, digits) => {
    await dataSource.manager.save(Sample, { ...sample(), exact, digits })
    const row = await dataSource.manager.findOneByOrFail(Sample, { exact, digits })
    expect(row).toMatchObject({ exact, digits })
  })

  it.each([
    ['a float', { ratio: 2.5 }],
    ['a boolean', { flag: true }],
    ['a date', { moment: new Date('2026-02-03T04:05:06.789Z') }],
    ['text', { text: sample().text }]
  ])('finds a row by %s', async (_case, where) => {
    await dataSource.manager.save(Sample, sample())
    expect(await dataSource.manager.countBy(Sample, where)).toBe(1)
  })

  it('stores dates in UTC with milliseconds, whatever the time zone of this process', async () => {
    await dataSource.manager.save(Sample, sample())
    const rows: unknown = await dataSource.query('SELECT CAST(moment AS CHAR(23)) AS t FROM sample')
    expect(rows).toEqual([{ t: '2026-02-03 04:05:06.789' }])
  })

  it('streams rows by a date', async () => {
    await dataSource.manager.save(Sample, sample())
    const { moment } = sample()
    const rows = dataSource.createQueryBuilder(Sample, 's').where('s.moment = :moment', { moment })
    const found = await ((await rows.stream()) as unknown as Readable).toArray()
    expect(found).toHaveLength(1)
  })

  it('finds a row by the date that the database gave it', async () => {
    const { id } = await dataSource.manager.save(Sample, sample())
    const { createdAt } = await dataSource.manager.findOneByOrFail(Sample, { id })
    expect(await dataSource.manager.countBy(Sample, { createdAt })).toBe(1)
  })

  it('loads relations to one and to many rows', async () => {
    const writer = await dataSource.manager.save(Writer, { name: 'Django' })
    const genres = [{ name: 'swing' }, { name: 'bebop' }].map((values) =>
      Object.assign(new Genre(), values)
    )
    await dataSource.manager.save(Book, { title: 'Nuages', writer, genres })
    const [loaded] = await dataSource.manager.find(Writer, {
      relations: { books: { genres: true } },
      take: 1
    })
    expect(loaded!.books[0]!.genres.map(({ name }) => name).sort()).toEqual(['bebop', 'swing'])
    await dataSource.manager.delete(Writer, writer.id)
    expect(await dataSource.manager.count(Book)).toBe(0)
  })

  it('keeps the classes of one table apart', async () => {
    await dataSource.manager.save(Car, { wheels: 4, doors: 5 })
    await dataSource.manager.save(Bike, { wheels: 2, bell: true })
    const all = await dataSource.manager.find(Vehicle, { order: { id: 'ASC' } })
    expect(all.map((vehicle) => vehicle.constructor)).toEqual([Car, Bike])
    expect(await dataSource.manager.find(Bike)).toMatchObject([{ wheels: 2, bell: true }])
  })

  it('streams rows, and gives the connection back to a stream that is left', async () => {
    const accounts = Array.from({ length: 500 }, (_, index) => ({
      name: `n${index}`,
      balance: index
    }))
    await dataSource.manager.insert(Account, accounts)
    for (let round = 0; round < engine.connections * 2; round++) {
      const stream = await dataSource.createQueryBuilder(Account, 'a').orderBy('a.id').stream()
      const seen: unknown[] = []
      for await (const row of stream as unknown as Readable) {
        if (seen.push(row) === 3) break
      }
      expect(seen[2]).toMatchObject({ a_name: 'n2', a_balance: 2 })
    }
    const stream = await dataSource.createQueryBuilder(Account, 'a').stream()
    const all = await (stream as unknown as Readable).toArray()
    expect(all).toHaveLength(500)
  })

  it('runs a thousand different statements, and the first one again', async () => {
    const first = 'SELECT name FROM account WHERE balance = 0'
    expect(await dataSource.query(first)).toEqual([])
    for (let index = 1; index <= 1000; index++) {
      const rows: unknown = await dataSource.query(`SELECT ${index} AS n`)
      expect(rows).toMatchObject([{ n: index }])
    }
    expect(await dataSource.query(first)).toEqual([])
  })
})
