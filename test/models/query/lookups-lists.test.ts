import { describeEngines } from '../engine'
import { Book, Genre, library, Person } from './library'

const SIZES = [1, 2, 3, 511, 512, 513, 1_000, 70_000]
const DAY = 86_400_000
const numbers = (size: number): number[] => Array.from({ length: size }, (_, index) => index + 2)
const uuid = (number: number): string =>
  `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: library, lasts: 'suite' })
    const none = { genres: [], size: { width: null, height: null } }
    const author = await Person.create({ name: 'n2', year: 2, publisher: null, teacher: null })
    await Book.create({
      ...{ ...none, title: 'n2', pages: 2, weight: 2.5, price: '2.5', views: 2n ** 60n + 2n },
      ...{ digits: '2', printedAt: new Date(2 * DAY), day: '1970-01-03', token: uuid(2) },
      ...{ cover: Buffer.from([2]), shelf: 'n2', rare: true, author }
    })
    await Book.create({ ...none, title: 'none', author: null })
  })

  it.each(SIZES)('finds rows by a list of %i values of each kind', async (size) => {
    const list = numbers(size)
    const texts = list.map((number) => `n${number}`)
    expect(await Book.filter({ pages: { in: list } }).count()).toBe(1)
    expect(await Book.filter({ pages: { notIn: list } }).count()).toBe(1)
    expect(await Book.filter({ pages: { in: [null, ...list] } }).count()).toBe(2)
    expect(await Book.filter({ title: { in: texts } }).count()).toBe(1)
    expect(await Book.filter({ author: { in: list.map((number) => number - 1) } }).count()).toBe(1)
    expect(await Book.filter({ weight: { in: list.map((number) => number + 0.5) } }).count()).toBe(
      1
    )
    expect(await Book.filter({ shelf: { in: texts } }).count()).toBe(1)
  })

  it.each([3, 20_000])('finds rows by a list of %i values of rarer kinds', async (size) => {
    const list = numbers(size)
    const big = list.map((number) => 2n ** 60n + BigInt(number))
    const bytes = list.map((number) => Buffer.from([number % 256, ...(number > 255 ? [1] : [])]))
    expect(await Book.filter({ views: { in: big } }).count()).toBe(1)
    expect(await Book.filter({ digits: { in: list.map(String) } }).count()).toBe(1)
    expect(await Book.filter({ price: { in: list.map((n) => `${n}.50`) } }).count()).toBe(1)
    const dates = list.map((number) => new Date(number * DAY))
    expect(await Book.filter({ printedAt: { in: dates } }).count()).toBe(1)
    const days = dates.map((date) => date.toISOString().slice(0, 10))
    expect(await Book.filter({ day: { in: days } }).count()).toBe(1)
    expect(await Book.filter({ printedAt: { date: { in: days } } }).count()).toBe(1)
    expect(await Book.filter({ token: { in: list.map(uuid) } }).count()).toBe(1)
    expect(await Book.filter({ cover: { in: bytes } }).count()).toBe(1)
    expect(await Genre.filter({ id: { in: list.map(uuid) } }).count()).toBe(0)
  })

  it('makes few statements of many lengths', () => {
    const sizes = Array.from({ length: 60 }, (_, index) => index * 37)
    const texts = sizes.map((size) => Book.filter({ pages: { in: numbers(size) } }).toSql().sql)
    expect(new Set(texts).size).toBeLessThanOrEqual(12)
  })

  it('answers with rows by their keys, in the order that they were asked for', async () => {
    const books = await Book.all().in([2, 99, 1, 2])
    expect([...books.keys()]).toEqual([2, 1])
    expect(books.get(1)!.title).toBe('n2')
    expect(books.get(99)).toBeUndefined()
    expect((await Book.filter({ pages: 2 }).in([1, 2])).size).toBe(1)
    expect(await Book.all().in([])).toEqual(new Map())
    const { author } = (await Book.all().with('author').in([1])).get(1)!
    expect(author!.name).toBe('n2')
    expect((await Book.all().in(numbers(20_000))).size).toBe(1)
  })
})
