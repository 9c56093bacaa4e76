import { query, type DataSource, type QuerySet, type Where } from '../../../src/models'
import { describeEngines } from '../engine'
import {
  Bike,
  Book,
  Car,
  Country,
  Garage,
  Genre,
  library,
  Passport,
  Person,
  Publisher,
  Seat,
  Ticket,
  Vehicle
} from './library'

/** No entity of any database. */
class Stranger {}

const none = { size: { width: null, height: null } }

/**
 * Ann of Nuit (France) teaches Bob of Jour (no country), who teaches Cid of no publisher. Ann wrote a1 (jazz, swing)
 * and a2 (jazz), Bob b1 (no genre); x1 has no author.
 */
async function fill(): Promise<void> {
  const france = await Country.create({ code: 'FR', name: 'France' })
  const nuit = await Publisher.create({ name: 'Nuit', country: france })
  const jour = await Publisher.create({ name: 'Jour', country: null })
  const ann = await Person.create({ name: 'Ann', year: 1910, publisher: nuit, teacher: null })
  const bob = await Person.create({ name: 'Bob', year: 1920, publisher: jour, teacher: ann })
  await Person.create({ name: 'Cid', year: null, publisher: null, teacher: bob })
  await Passport.create({ number: 'P1', owner: ann })
  const jazz = await Genre.create({ name: 'jazz' })
  const swing = await Genre.create({ name: 'swing' })
  await Genre.create({ name: 'blues' })
  await Book.create({ ...none, title: 'a1', pages: 10, author: ann, genres: [jazz, swing] })
  await Book.create({ ...none, title: 'a2', pages: 20, author: ann, genres: [jazz] })
  await Book.create({ ...none, title: 'b1', pages: 30, author: bob, genres: [] })
  await Book.create({ ...none, title: 'x1', pages: null, author: null, genres: [swing] })
  const front = await Seat.create({ row: 1, letter: 'a', note: 'front' })
  const back = await Seat.create({ row: 2, letter: 'a', note: null })
  await Seat.create({ row: 1, letter: 'b', note: null })
  for (const seat of [front, back, back, null]) await Ticket.create({ seat })
  const garage = await Garage.create({ name: 'G' })
  await Garage.create({ name: 'empty' })
  await Car.create({ name: 'car', doors: 5, garage })
  await Bike.create({ name: 'bike', gears: 3, garage })
}

const titles = async (books: QuerySet<Book>): Promise<string> =>
  (await books.orderBy('title')).map(({ title }) => title).join(' ')
const names = async (rows: QuerySet<Person>): Promise<string> =>
  (await rows.orderBy('name')).map(({ name }) => name).join(' ')
const tickets = async (rows: QuerySet<Ticket>): Promise<number[]> =>
  (await rows.orderBy('id')).map(({ id }) => id)

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: library, lasts: 'suite' })
    await fill()
  })

  it.each<[string, Where<Book>]>([
    ['a1 a2', { author: 1 }],
    ['a1 a2', { author: { id: 1 } }],
    ['a1 a2', { author: { equals: 1 } }],
    ['b1 x1', { author: { not: 1 } }],
    ['a1 a2 b1', { author: { in: [1, 2, 99] } }],
    ['x1', { author: { notIn: [1, 2] } }],
    ['b1 x1', { author: { in: [2, null] } }],
    ['', { author: { in: [] } }],
    ['x1', { author: null }],
    ['x1', { author: { isNull: true } }],
    ['a1 a2 b1', { author: { isNull: false } }],
    ['a1 a2 b1', { author: { not: null } }],
    ['a1 a2', { author: { name: 'Ann' } }],
    ['b1', { author: { name: { gt: 'Ann' } } }],
    ['a1 a2', { author: { year: 1910 } }],
    ['b1 x1', { author: { not: { name: 'Ann' } } }],
    ['b1', { author: { not: { name: 'Ann' }, isNull: false } }],
    ['a1 a2 b1', { author: { or: [{ name: 'Ann' }, { year: 1920 }] } }],
    ['b1 x1', { not: { author: { name: 'Ann' } } }],
    ['b1', { author: { teacher: 1 } }],
    ['b1', { author: { teacher: { name: 'Ann' } } }],
    ['a1 a2', { author: { publisher: { country: { name: 'France' } } } }],
    ['a1 a2', { author: { publisher: { country: 'FR' } } }],
    ['b1', { author: { publisher: { country: null }, name: 'Bob' } }],
    ['b1 x1', { author: { publisher: { country: { isNull: true } } } }],
    ['b1', { author: { teacher: { publisher: { country: { code: 'FR' } } } } }]
  ])('finds %s by a relation to one: %j', async (expected, where) => {
    expect(await titles(Book.filter(where))).toBe(expected)
  })

  it('finds rows by rows', async () => {
    const ann = await Person.get({ name: 'Ann' })
    const bob = await Person.get({ name: 'Bob' })
    expect(await titles(Book.filter({ author: ann }))).toBe('a1 a2')
    expect(await titles(Book.filter({ author: { in: [ann, bob] } }))).toBe('a1 a2 b1')
    expect(await titles(Book.filter({ author: { not: ann } }))).toBe('b1 x1')
    const jazz = await Genre.get({ name: 'jazz' })
    expect(await titles(Book.filter({ genres: { some: jazz } }))).toBe('a1 a2')
    expect(await titles(Book.filter({ genres: { some: { in: [jazz] } } }))).toBe('a1 a2')
    expect(await titles(Book.filter({ genres: { none: jazz.id } }))).toBe('b1 x1')
  })

  it.each<[string, Where<Book>]>([
    ['a1 a2', { genres: { some: { name: 'jazz' } } }],
    ['a1 x1', { genres: { some: { name: 'swing' } } }],
    ['b1 x1', { genres: { none: { name: 'jazz' } } }],
    ['a2 b1', { genres: { every: { name: 'jazz' } } }],
    ['a1', { genres: { some: { name: 'jazz' } }, not: { genres: { every: { name: 'jazz' } } } }],
    ['b1', { genres: { isNull: true } }],
    ['a1 a2 x1', { genres: { isNull: false } }],
    ['a2', { genres: { isNull: false, every: { name: 'jazz' } } }],
    ['a1 a2 x1', { genres: { some: { name: { in: ['jazz', 'swing'] } } } }],
    ['', { genres: { some: { name: 'blues' } } }],
    // x1 shares swing with a1
    ['a1 x1', { genres: { some: { books: { some: { title: 'x1' } } } } }],
    ['a1 a2 x1', { genres: { some: { books: { some: { author: { name: 'Ann' } } } } } }],
    ['a2 b1', { genres: { none: { books: { some: { author: null } } } } }],
    ['b1 x1', { not: { genres: { some: { name: 'jazz' } } } }],
    ['b1', { author: { teacher: { books: { some: { genres: { some: { name: 'jazz' } } } } } } }]
  ])('finds %s by a relation to many: %j', async (expected, where) => {
    expect(await titles(Book.filter(where))).toBe(expected)
  })

  it.each<[string, Where<Person>]>([
    ['Ann', { passport: { number: 'P1' } }],
    ['Ann', { passport: 1 }],
    ['Ann', { passport: { id: 1 } }],
    ['Ann', { passport: { in: [1, 2] } }],
    ['Ann', { passport: { isNull: false } }],
    ['Bob Cid', { passport: null }],
    ['Bob Cid', { passport: { isNull: true } }],
    ['Bob Cid', { passport: { not: 1 } }],
    ['Bob Cid', { not: { passport: { number: { startsWith: 'P' } } } }],
    ['Ann Bob', { books: { some: { pages: { gte: 10 } } } }],
    ['Ann Cid', { books: { every: { pages: { lt: 30 } } } }],
    ['Bob Cid', { books: { none: { pages: 10 } } }],
    ['Cid', { books: { isNull: true } }],
    ['Ann', { pupils: { some: { name: 'Bob' } } }],
    ['Ann', { pupils: { some: { pupils: { some: { name: 'Cid' } } } } }],
    ['Cid', { pupils: { isNull: true } }],
    ['Bob', { teacher: { year: { lt: 1920 } } }],
    ['Cid', { teacher: { teacher: { name: 'Ann' } } }],
    ['Bob', { books: { some: { genres: { isNull: true } } } }],
    ['Bob Cid', { year: { not: 1910 } }]
  ])('finds %s by the other side: %j', async (expected, where) => {
    expect(await names(Person.filter(where))).toBe(expected)
  })

  it.each<[number[], Where<Ticket>]>([
    [[1], { seat: { row: 1, letter: 'a' } }],
    [[2, 3], { seat: { row: 2, letter: 'a' } }],
    [[1, 2, 3], { seat: { in: [seat(1, 'a'), seat(2, 'a')] } }],
    [[1, 4], { seat: { in: [seat(1, 'a'), null] } }],
    [[2, 3, 4], { seat: { not: seat(1, 'a') } }],
    [[4], { seat: { notIn: [seat(1, 'a'), seat(2, 'a')] } }],
    [[4], { seat: null }],
    [[1, 2, 3], { seat: { isNull: false } }],
    [[1], { seat: { note: 'front' } }],
    [[1], { seat: { row: { lt: 2 } } }]
  ])('finds %j by a key of several parts', async (expected, where) => {
    expect(await tickets(Ticket.filter(where))).toEqual(expected)
  })

  it('finds rows with a key of several parts', async () => {
    const back = await Seat.get({ row: 2, letter: 'a' })
    expect(await tickets(Ticket.filter({ seat: back }))).toEqual([2, 3])
    const many = Array.from({ length: 2_000 }, (_, row) => seat(row + 2, 'a'))
    expect(await tickets(Ticket.filter({ seat: { in: many } }))).toEqual([2, 3])
    expect(await tickets(Ticket.filter({ seat: { in: Seat.filter({ row: 2 }) } }))).toEqual([2, 3])
    expect(await Seat.filter({ tickets: { isNull: true } }).count()).toBe(1)
    expect(await Seat.filter({ tickets: { some: { in: [2, 3] } } }).get()).toEqual(back)
  })

  it('keeps the classes of one table apart', async () => {
    expect(await Vehicle.all().count()).toBe(2)
    expect(await Car.filter({ doors: { gte: 1 } }).count()).toBe(1)
    expect(await Car.filter({ garage: { name: 'G' } }).count()).toBe(1)
    expect(await Bike.filter({ name: 'car' }).exists()).toBe(false)
    expect(await query(Garage).filter({ cars: { some: { name: 'bike' } } })).toEqual([])
    expect(await Garage.filter({ cars: { every: { doors: 5 } } }).count()).toBe(2)
    expect(await Garage.filter({ cars: { some: { doors: 5 } } }).count()).toBe(1)
  })

  it('looks into other queries', async () => {
    const french = Person.filter({ publisher: { country: 'FR' } })
    expect(await titles(Book.filter({ author: { in: french } }))).toBe('a1 a2')
    expect(await titles(Book.filter({ author: { notIn: french } }))).toBe('b1 x1')
    expect(await titles(Book.filter({ author: { in: french.none() } }))).toBe('')
    const oldest = Person.all().orderBy('year').exclude({ year: null }).limit(1)
    expect(await titles(Book.filter({ author: { in: oldest } }))).toBe('a1 a2')
    const jazz = Genre.filter({ name: { in: ['jazz', 'swing'] } })
    expect(await titles(Book.filter({ genres: { some: { in: jazz } } }))).toBe('a1 a2 x1')
    const nested = Person.filter({ teacher: { in: Person.filter({ name: 'Ann' }) } })
    expect(await titles(Book.filter({ author: { in: nested } }))).toBe('b1')
    expect(await titles(Book.exclude({ author: { in: nested }, pages: 30 }))).toBe('a1 a2 x1')
  })

  it('looks into values of other queries', async () => {
    const pages = Book.filter({ author: 1 }).valuesList('pages').flat()
    expect(await titles(Book.filter({ pages: { in: pages } }))).toBe('a1 a2')
    expect(await titles(Book.filter({ pages: { notIn: pages } }))).toBe('b1 x1')
    const authors = Book.filter({ pages: { lt: 15 } })
      .valuesList('author')
      .flat()
    expect(await names(Person.filter({ id: { in: authors as never } }))).toBe('Ann')
  })

  it('tells queries apart that look into others', async () => {
    const of = (name: string): QuerySet<Book> =>
      Book.filter({ author: { in: Person.filter({ name }) } })
    expect(await titles(of('Ann'))).toBe('a1 a2')
    expect(await titles(of('Bob'))).toBe('b1')
    const cut = (limit: number): QuerySet<Book> =>
      Book.filter({ author: { in: Person.all().orderBy('name').limit(limit) } })
    expect(await titles(cut(1))).toBe('a1 a2')
    expect(await titles(cut(2))).toBe('a1 a2 b1')
  })

  it.each<[() => QuerySet<Book>, string]>([
    [() => Book.filter({ author: { in: Seat.all() as never } }), 'with the key of Seat'],
    [() => Book.filter({ author: { in: Country.all() as never } }), 'with the key of Country'],
    [
      () => Book.filter({ author: { in: Person.all().valuesList('id', 'name') as never } }),
      'with 2 values for each row'
    ],
    [
      () => Book.filter({ author: { in: Person.all().using({} as DataSource) } }),
      'which is in another database'
    ],
    [() => Book.filter({ author: { in: query(Stranger) as never } }), 'of Stranger, which is in']
  ])('refuses what cannot be compared', async (ask, text) => {
    await expect(Promise.resolve().then(ask)).rejects.toMatchObject({
      code: 'MODEL_UNUSABLE_FIELD',
      message: expect.stringContaining(text) as string
    })
  })
})

function seat(row: number, letter: string): Seat {
  return { row, letter } as Seat
}
