import type { DataSource } from 'typeorm'
import { f, openDatabase, QuerySet } from '../../../src/models'
import { dialectOf } from '../../../src/models/query/dialects/dialect-of'
import { tableOf } from '../../../src/models/query/plan-cache'
import type { QueryState } from '../../../src/models/query/query-state'
import { compileSelect } from '../../../src/models/query/select-plan'
import { Book, Genre, library, Person } from './library'
import { Random } from './random'
import { randomWhere } from './random-where'

let dataSource: DataSource
beforeAll(async () => {
  const database = 'sqlite::memory:'
  dataSource = await openDatabase({ database, entities: library, synchronize: true })
})
afterAll(() => dataSource.destroy())

/** The SQL of a query, compiled anew. */
function compiled(state: QueryState): string {
  return compileSelect(dataSource.getMetadata(Book), dialectOf(dataSource), state).text
}

const ORDERS = ['title', '-title', 'pages', 'author', 'author.name', '-author.teacher.name']
const RELATED = ['author', 'genres', 'author.teacher', 'genres.books']

function randomQuery(random: Random): QuerySet<Book> {
  let books = Book.all()
  for (let count = random.below(3); count > 0; count--) {
    const where = randomWhere(random, random.below(3))
    books = random.below(3) === 0 ? books.exclude(where) : books.filter(where)
  }
  if (random.below(3) === 0) books = books.orderBy(...(random.some(ORDERS, 2) as never[]))
  if (random.below(4) === 0) books = books.reverse()
  if (random.below(4) === 0) books = books.with(...(random.some(RELATED, 2) as never[]))
  if (random.below(4) === 0) books = books.only(...(random.some(['title', 'size'], 1) as never[]))
  if (random.below(5) === 0) {
    const people = Person.filter({ name: random.one(['a', 'b']), year: { gt: 1 } })
    books = books.filter({ author: { in: random.below(2) === 0 ? people : people.limit(1) } })
  }
  if (random.below(6) === 0) books = books.filter({ pages: { gt: f('size.width') } })
  if (random.below(3) === 0) books = books.slice(random.below(3), 3 + random.below(3))
  return books
}

it('is the same for no two queries that need different SQL', () => {
  const random = new Random(3)
  const texts = new Map<string, string>()
  let repeated = 0
  for (let count = 0; count < 5_000; count++) {
    const { state } = randomQuery(random)
    const text = compiled(state)
    const known = texts.get(state.shape)
    if (known !== undefined) repeated++
    expect(`${state.shape}: ${known ?? text}`).toBe(`${state.shape}: ${text}`)
    texts.set(state.shape, text)
  }
  expect(repeated).toBeGreaterThan(500)
})

it('is the same for queries that differ in their values alone', () => {
  const books = (...[title, pages, list, limit]: [string, number, number[], number]) =>
    Book.filter({ title: { contains: title }, pages, author: { in: list } }).limit(limit)
  const { shape } = books('a', 1, [1, 2, 3], 10).state
  expect(books(';{:"', -5, [9, 8, 7, 6], 99).state.shape).toBe(shape)
  expect(books('limit', 2 ** 40, [1, 2, 3], 3).state.shape).toBe(shape)
})

it('tells the smallest limits apart, which are part of the SQL', () => {
  const shapes = [0, 1, 2, 3].map((limit) => Book.all().limit(limit).state.shape)
  expect(new Set(shapes).size).toBe(4)
  expect(Book.all().slice(0, 1).state.shape).toBe(shapes[1])
})

const unsafe = (names: object): QuerySet<Book> => Book.filter(names)

it.each<[string, QuerySet<Book>, QuerySet<Book>]>([
  ['a name with a colon', unsafe({ 'title:=,pages': 1 }), unsafe({ title: 'x', pages: 1 })],
  ['a name with a brace', unsafe({ 'size:{width': 1 }), unsafe({ size: { width: 1 } })],
  ['a quoted name', unsafe({ '"title"': 1 }), unsafe({ title: 'x' })],
  ['a name of two', Book.all().orderBy('title,id' as never), Book.all().orderBy('title', 'id')],
  [
    'a name with an end',
    Book.all().orderBy('id;limit' as never),
    Book.all().orderBy('id').limit(1)
  ],
  [
    'a relation of two',
    Book.all().with('author,genres' as never),
    Book.all().with('author', 'genres')
  ],
  ['a field of two', Book.all().only('title,id' as never), Book.all().only('title', 'id')],
  [
    'a name that ends a filter',
    unsafe({ 'title:=,};{pages': 1 }),
    unsafe({ title: 'x' }).filter({ pages: 1 })
  ],
  ['an excluded filter', Book.exclude({ title: 'x' }), Book.filter({ title: 'x' })],
  [
    'two filters',
    Book.filter({ title: 'x' }).filter({ pages: 1 }),
    unsafe({ title: 'x', pages: 1 })
  ],
  ['null', Book.filter({ pages: null }), Book.filter({ pages: 0 })],
  [
    'null in a list',
    Book.filter({ pages: { in: [1, null] } }),
    Book.filter({ pages: { in: [1, 2] } })
  ],
  ['no list', Book.filter({ pages: { in: [] } }), Book.filter({ pages: { in: [1] } })],
  [
    'a field',
    Book.filter({ pages: { gt: f('id') } }),
    Book.filter({ pages: { gt: f('size.width') } })
  ],
  ['none', Book.all().none(), Book.all()],
  [
    'an inner query',
    Book.filter({ author: { in: Person.filter({ name: 'x' }) } }),
    Book.filter({ author: { in: Person.filter({ year: 1 }) } })
  ],
  [
    'an inner query without rows',
    Book.filter({ author: { in: Person.all().none() } }),
    Book.filter({ author: { in: Person.all() } })
  ],
  [
    'an inner query of another class',
    Book.filter({ author: { in: Person.all() } }),
    Book.filter({ author: { in: Genre.all() as never } })
  ],
  [
    'an order within and without',
    Book.filter({ author: { in: Person.all().limit(1) } }),
    Book.filter({ author: { in: Person.all() } }).limit(1)
  ]
])('tells apart: %s', (_case, one, other) => {
  expect(one.state.shape).not.toBe(other.state.shape)
})

it('keeps plans for a number of shapes', () => {
  const table = tableOf(dataSource, Book)
  for (let count = 0; count < 2_000; count++) {
    const digits = count.toString(2).padStart(11, '0')
    let books = Book.all()
    for (const digit of digits) {
      books = digit === '0' ? books.filter({ title: 'x' }) : books.exclude({ title: 'x' })
    }
    void books.toSql()
  }
  const { plans } = table as unknown as { plans: Map<unknown, Map<string, unknown>> }
  for (const kept of plans.values()) expect(kept.size).toBeLessThanOrEqual(500)
})
