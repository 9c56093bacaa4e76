import { describeEngines } from '../engine'
import { Book, Genre, library, Person } from './library'
import { meets } from './meets'
import { Random } from './random'
import { randomWhere, WORDS, YEARS } from './random-where'

const ROWS = 60
const TREES = 300

/** Rows with relations between them, of which many have no value. */
async function fill(random: Random): Promise<Book[]> {
  const maybe = <T>(value: T): T | null => (random.below(4) === 0 ? null : value)
  const people: Person[] = []
  for (let index = 0; index < 6; index++) {
    const teacher = people.length > 1 ? maybe(random.one(people)) : null
    const values = { name: random.one(WORDS), year: maybe(random.below(4)) }
    people.push(await Person.create({ ...values, teacher, publisher: null }))
  }
  const genres: Genre[] = []
  for (const name of ['a', 'b', 'zz']) genres.push(await Genre.create({ name }))
  for (let index = 0; index < ROWS; index++) {
    const printedAt = new Date(
      Date.UTC(random.one(YEARS), random.below(3), 1 + random.below(3), random.one([0, 5, 23]))
    )
    await Book.create({
      ...{ title: random.one(WORDS), subtitle: maybe(random.one(WORDS)) },
      ...{ pages: maybe(random.below(4) - 1), weight: maybe(random.below(4) / 2 - 0.5) },
      ...{ rare: maybe(random.below(2) === 0), printedAt: maybe(printedAt) },
      size: { width: maybe(random.below(3)), height: maybe(random.below(3)) },
      author: maybe(random.one(people)),
      genres: random.some(genres, random.below(4))
    })
  }
  return read()
}

/** The rows as a graph: each of them once, with the rows that it refers to. */
async function read(): Promise<Book[]> {
  const books = await Book.all().with('genres', 'author').orderBy('id')
  const people = await Person.all().with('teacher', 'pupils').orderBy('id')
  const genres = await Genre.all().with('books')
  const personOf = new Map(people.map((person) => [person.id, person]))
  const bookOf = new Map(books.map((book) => [book.id, book]))
  const genreOf = new Map(genres.map((genre) => [genre.id, genre]))
  for (const person of people) {
    person.teacher = personOf.get(person.teacher?.id as number) ?? null
    person.pupils = person.pupils.map(({ id }) => personOf.get(id)!)
  }
  for (const genre of genres) genre.books = genre.books.map(({ id }) => bookOf.get(id)!)
  for (const book of books) {
    book.author = personOf.get(book.author?.id as number) ?? null
    book.genres = book.genres.map(({ id }) => genreOf.get(id)!)
  }
  return books
}

describeEngines((engine) => {
  let books: Book[]
  beforeAll(async () => {
    await engine.open({ entities: library, lasts: 'suite' })
    books = await fill(new Random(1))
  })

  it(`finds what JavaScript finds, by ${TREES} random conditions`, async () => {
    const random = new Random(2)
    let found = 0
    for (let tree = 0; tree < TREES; tree++) {
      const where = randomWhere(random)
      const [met, left] = [true, false].map((wanted) =>
        books.filter((book) => (meets(book as object as never, where) === true) === wanted)
      )
      const ids = (rows: readonly Book[]): string => rows.map(({ id }) => id).join(' ')
      const text = JSON.stringify(where)
      const rows = await Book.filter(where).orderBy('id')
      expect(`${text}: ${ids(rows)}`).toBe(`${text}: ${ids(met!)}`)
      const others = await Book.exclude(where).orderBy('id')
      expect(`not ${text}: ${ids(others)}`).toBe(`not ${text}: ${ids(left!)}`)
      expect(await Book.filter(where).count()).toBe(met!.length)
      if (met!.length > 0 && met!.length < ROWS) found++
    }
    // conditions that all rows meet, or none, would prove little
    expect(found).toBeGreaterThan(TREES / 2)
  }, 60_000)
})
