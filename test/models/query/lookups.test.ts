import type { QuerySet, Where } from '../../../src/models'
import { describeEngines } from '../engine'
import { Book, library } from './library'

const at = (text: string): Date => new Date(`${text}Z`)
const UUID = 'aaaaaaaa-0000-4000-8000-00000000000'

/** Each row has a letter as its title; `z` has no values at all. */
async function fill(): Promise<void> {
  const none = { author: null, size: { width: null, height: null } }
  const rows = [
    {
      ...{ title: 'a', pages: 10, weight: 0.5, price: '1.10', views: 1n, digits: '1', rare: true },
      ...{ printedAt: at('2024-01-01T00:00:00.000'), day: '2024-01-01', format: 'paper' as const },
      ...{ token: `${UUID}1`, cover: Buffer.from([0, 255]), extra: { a: 1, b: [2, { c: null }] } },
      ...{ words: ['x', 'y'], shelf: 'up', notes: ['n'], size: { width: 1, height: 2 } }
    },
    {
      ...{ title: 'b', pages: 20, weight: 1.5, price: '2.20', views: 9_007_199_254_740_992n },
      ...{ digits: '9007199254740992', rare: false, printedAt: at('2024-12-31T23:59:59.999') },
      ...{ day: '2024-12-31', format: 'audio' as const, token: `${UUID}2`, words: ['x'] },
      ...{ cover: Buffer.from([1]), extra: { b: 1, a: 2 }, shelf: 'down', notes: [] }
    },
    {
      ...{ title: 'c', pages: -5, weight: 1e20, price: '12345678901234567.8901234567' },
      ...{ views: 9_007_199_254_740_993n, digits: '9007199254740993', rare: true },
      ...{ printedAt: at('1999-07-04T13:30:00.500'), day: '1999-07-04', token: `${UUID}3` },
      ...{ extra: { deep: { text: "it's" } }, words: ['y', 'x'], notes: [{ a: 1 }] }
    },
    { title: 'z' }
  ]
  for (const row of rows) await Book.create({ ...none, ...row })
}

const found = async (books: QuerySet<Book>): Promise<string> =>
  (await books.orderBy('id')).map(({ title }) => title).join('')

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: library, lasts: 'suite' })
    await fill()
  })

  it.each<[string, Where<Book>]>([
    ['a', { title: 'a' }],
    ['a', { title: { equals: 'a' } }],
    ['bcz', { title: { not: 'a' } }],
    ['bcz', { title: { not: { startsWith: 'a' } } }],
    ['ab', { title: { in: ['a', 'b', 'x'] } }],
    ['', { title: { in: [] } }],
    ['abcz', { title: { notIn: [] } }],
    ['cz', { title: { notIn: ['a', 'b'] } }],
    ['ab', { title: { lt: 'c' } }],
    ['bc', { title: { between: ['b', 'c'] } }]
  ])('finds %s by a text: %j', async (expected, where) => {
    expect(await found(Book.filter(where))).toBe(expected)
  })

  it.each<[string, Where<Book>]>([
    ['a', { pages: 10 }],
    ['b', { pages: { gt: 10 } }],
    ['ab', { pages: { gte: 10 } }],
    ['c', { pages: { lt: 10 } }],
    ['ac', { pages: { lte: 10 } }],
    ['ac', { pages: { between: [-5, 10] } }],
    ['', { pages: { between: [11, 12] } }],
    ['a', { pages: { gte: 0, lt: 20 } }],
    ['z', { pages: null }],
    ['z', { pages: { equals: null } }],
    ['abc', { pages: { not: null } }],
    ['z', { pages: { isNull: true } }],
    ['abc', { pages: { isNull: false } }],
    ['bcz', { pages: { not: 10 } }],
    ['bz', { pages: { not: { lte: 10 } } }],
    ['bcz', { pages: { notIn: [10] } }],
    ['az', { pages: { in: [10, null] } }],
    ['bc', { pages: { notIn: [10, null] } }],
    ['z', { pages: { in: [null] } }]
  ])('finds %s by a number that may be missing: %j', async (expected, where) => {
    expect(await found(Book.filter(where))).toBe(expected)
  })

  it.each<[string, Where<Book>]>([
    ['', { pages: 10.5 }],
    ['abcz', { pages: { not: 10.5 } }],
    ['a', { pages: { in: [10, 10.5] } }],
    ['b', { pages: { gt: 10.5 } }],
    ['b', { pages: { gte: 10.5 } }],
    ['ac', { pages: { lt: 10.5 } }],
    ['ac', { pages: { lte: 10.5 } }],
    ['c', { pages: { lt: -4.5 } }],
    ['ab', { pages: { gt: -4.5 } }],
    ['', { pages: 99_999_999_999 }],
    ['', { pages: 1e30 }],
    ['', { pages: { in: [1e30, -1e30] } }],
    ['abc', { pages: { lt: 1e30 } }],
    ['abc', { pages: { gt: -1e30 } }],
    ['', { pages: { gt: 1e30 } }]
  ])('finds %s by a number that no integer column holds: %j', async (expected, where) => {
    expect(await found(Book.filter(where))).toBe(expected)
  })

  it.each<[string, Where<Book>]>([
    ['a', { weight: 0.5 }],
    ['bc', { weight: { gt: 0.5 } }],
    ['c', { weight: { gt: 1e19 } }],
    ['a', { price: '1.10' }],
    ['a', { price: '1.1' }],
    ['ab', { price: { in: ['1.10', '2.2'] } }],
    ['bc', { price: { gt: '1.10' } }],
    ['a', { views: 1n }],
    ['b', { views: 9_007_199_254_740_992n }],
    ['c', { views: 9_007_199_254_740_993n }],
    ['c', { views: { gt: 9_007_199_254_740_992n } }],
    ['bc', { views: { in: [9_007_199_254_740_992n, 9_007_199_254_740_993n] } }],
    ['', { views: 99n ** 99n }],
    ['abc', { views: { lt: 99n ** 99n } }],
    ['b', { digits: '9007199254740992' }],
    ['c', { digits: { in: ['9007199254740993'] } }],
    ['c', { digits: { gt: '9007199254740992' } }],
    ['ab', { digits: { not: { gt: '9007199254740992' } }, pages: { not: null } }],
    ['ac', { rare: true }],
    ['b', { rare: false }],
    ['bz', { rare: { not: true } }],
    ['abc', { rare: { in: [true, false] } }]
  ])('finds %s by an exact value', async (expected, where) => {
    expect(await found(Book.filter(where))).toBe(expected)
  })

  if (engine.kind !== 'sqlite') {
    it('finds a decimal of more digits than a number has', async () => {
      const price = '12345678901234567.8901234567'
      expect(await found(Book.filter({ price }))).toBe('c')
      expect(await found(Book.filter({ price: '12345678901234567.8901234568' }))).toBe('')
      expect(await found(Book.filter({ price: { gte: price } }))).toBe('c')
    })
  }

  it.each<[string, Where<Book>]>([
    ['a', { format: 'paper' }],
    ['bcz', { format: { not: 'paper' } }],
    ['ab', { format: { in: ['paper', 'audio'] } }],
    ['', { format: 'vinyl' as 'paper' }],
    ['a', { format: { contains: 'ape' } }],
    ['b', { token: `${UUID}2` }],
    ['bc', { token: { in: [`${UUID}2`, `${UUID}3`] } }],
    ['', { token: 'no uuid' }],
    ['abcz', { token: { notIn: ['no uuid'] } }],
    ['a', { token: { endsWith: '1' } }],
    ['a', { cover: Buffer.from([0, 255]) }],
    ['a', { cover: new Uint8Array([0, 255]) as Buffer }],
    ['b', { cover: { in: [Buffer.from([1]), Buffer.from([2])] } }],
    ['cz', { cover: { isNull: true } }],
    ['a', { shelf: 'up' }],
    ['a', { shelf: 'UP' }],
    ['ab', { shelf: { in: ['up', 'down'] } }],
    ['a', { shelf: { contains: 'P' } }],
    ['a', { size: { width: 1 } }],
    ['', { size: { width: 1, height: 1 } }],
    ['a', { size: { or: [{ width: 2 }, { height: 2 }] } }],
    ['bcz', { size: { not: { width: 1 } } }],
    ['bcz', { size: { width: { isNull: true } } }]
  ])('finds %s by a column of another kind: %j', async (expected, where) => {
    expect(await found(Book.filter(where))).toBe(expected)
  })

  it.each<[string, Where<Book>]>([
    ['a', { extra: { equals: { a: 1, b: [2, { c: null }] } } }],
    ['a', { extra: { b: [2, { c: null }], a: 1 } }],
    ['', { extra: { equals: { a: 1 } } }],
    ['b', { extra: { a: 2, b: 1 } }],
    ['c', { extra: { equals: { deep: { text: "it's" } } } }],
    ['', { extra: { equals: {} } }],
    ['bcz', { extra: { not: { a: 1, b: [2, { c: null }] } } }],
    ['z', { extra: null }],
    ['abc', { extra: { isNull: false } }],
    ['b', { extra: { in: [{ a: 2, b: 1 }, { x: 1 }] } } as Where<Book>],
    ['a', { notes: ['n'] }],
    ['b', { notes: { equals: [] } }],
    ['c', { notes: [{ a: 1 }] }],
    ['a', { words: ['x', 'y'] }],
    ['c', { words: ['y', 'x'] }],
    ['bcz', { words: { not: ['x', 'y'] } }]
  ])('finds %s by JSON or a list: %j', async (expected, where) => {
    expect(await found(Book.filter(where))).toBe(expected)
  })

  it.each<[string, Where<Book>]>([
    ['a', { printedAt: at('2024-01-01T00:00:00.000') }],
    ['a', { printedAt: '2024-01-01T00:00:00.000Z' as unknown as Date }],
    ['b', { printedAt: { gt: at('2024-01-01T00:00:00.000') } }],
    ['ab', { printedAt: { year: 2024 } }],
    ['c', { printedAt: { year: { lt: 2024 } } }],
    ['ab', { printedAt: { year: { gt: 1999 } } }],
    ['abc', { printedAt: { year: { gte: 1999 } } }],
    ['c', { printedAt: { year: { lte: 1999 } } }],
    ['cz', { printedAt: { year: { not: 2024 } } }],
    ['cz', { printedAt: { not: { year: 2024 } } }],
    ['abc', { printedAt: { year: { in: [1999, 2024] } } }],
    ['abc', { printedAt: { year: { between: [1999, 2024] } } }],
    ['', { printedAt: { year: 99_999 } }],
    ['', { printedAt: { year: -1 } }],
    ['abc', { printedAt: { year: { lt: 99_999 } } }],
    ['a', { printedAt: { month: 1 } }],
    ['c', { printedAt: { month: 7, day: 4, hour: 13 } }],
    ['b', { printedAt: { hour: 23 } }],
    ['bc', { printedAt: { month: { gt: 1 } } }],
    ['bc', { printedAt: { month: { in: [7, 12] } } }],
    ['a', { printedAt: { date: '2024-01-01' } }],
    ['b', { printedAt: { date: '2024-12-31' } }],
    ['b', { printedAt: { date: { gt: '2024-01-01' } } }],
    ['ab', { printedAt: { date: { gte: '2024-01-01' } } }],
    ['ac', { printedAt: { date: { lte: '2024-01-01' } } }],
    ['ac', { printedAt: { date: { in: ['2024-01-01', '1999-07-04'] } } }],
    ['bcz', { printedAt: { date: { not: '2024-01-01' } } }],
    ['', { printedAt: new Date(8.64e15) }],
    ['abc', { printedAt: { lt: new Date(8.64e15) } }],
    ['abc', { printedAt: { gt: new Date(-8.64e15) } }],
    ['a', { day: '2024-01-01' }],
    ['b', { day: { gt: '2024-01-01' } }],
    ['ab', { day: { year: 2024 } } as Where<Book>],
    ['c', { day: { month: 7 } } as Where<Book>],
    ['c', { day: { date: '1999-07-04' } } as Where<Book>]
  ])('finds %s by a date: %j', async (expected, where) => {
    expect(await found(Book.filter(where))).toBe(expected)
  })

  it('leaves a year, and a day, to an index of the column', () => {
    const { sql, parameters } = Book.filter({ printedAt: { year: 2024 } }).toSql()
    expect(sql).toMatch(/printedAt["`] >= (\?|\$1) AND t0.["`]printedAt["`] < (\?|\$2)\)?$/)
    expect(parameters.map((value) => new Date(value as string).getUTCFullYear())).toEqual([
      2024, 2025
    ])
  })
})
