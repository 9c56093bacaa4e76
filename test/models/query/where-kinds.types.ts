// what must and must not compile: `tsc` reads this file, and nothing runs it
import { f, Model, query, QuerySet, type Where } from '../../../src/models'
import { Book, Country, Genre, Person, Seat, Ticket } from './library'

enum Level {
  Low = 1,
  High
}
interface Colour {
  readonly red: number
  readonly names: readonly string[]
}

/** A property of every kind. */
class Kinds extends Model {
  id!: number
  text!: string
  maybe!: string | null
  optional?: string
  literal!: 'a' | 'b'
  level!: Level
  big!: bigint
  flag!: boolean
  date!: Date
  bytes!: Buffer
  view!: Uint8Array
  json!: Colour | null
  list!: string[]
  colours!: Colour[]
  mixed!: Colour | string
  unknown!: unknown
  lazy!: Promise<Person>
  lazyMany!: Promise<Book[]>
  book!: Book | null
  books!: Book[]
  readonly frozen!: number
  protected hidden!: string
  get upper(): string {
    return this.text
  }
  method(): void {}
}

const rows = query(Kinds)
const date = new Date()

export const compiles: Where<Kinds>[] = [
  { text: 'a', maybe: null, optional: 'a', literal: 'a', level: Level.Low, big: 1n, flag: true },
  { date, bytes: Buffer.from('a'), view: new Uint8Array(), frozen: 1, upper: 'A' },
  { text: { equals: 'a', not: 'b', in: ['a'], notIn: [], lt: 'z', lte: 'z', gt: 'a', gte: 'a' } },
  { text: { between: ['a', 'b'], contains: 'a', startsWith: 'a', endsWith: 'a', like: '%' } },
  { text: { regex: '.', ignoreCase: true, isNull: false } },
  { text: { not: { startsWith: 'a' } }, maybe: { not: null }, id: { not: { gt: 1, lt: 9 } } },
  { maybe: { equals: null, in: ['a', null], notIn: [null] } },
  { literal: { in: ['a', 'b'], startsWith: 'x' }, level: { in: [Level.Low], gt: Level.Low } },
  { big: { gt: 1n, between: [1n, 2n] }, flag: { not: true }, bytes: { in: [Buffer.from('a')] } },
  { date: { gt: date, year: 2024, month: { in: [1, 2] }, day: { gte: 3 }, hour: { not: 4 } } },
  { date: { date: '2024-01-01', year: { between: [1, 2] }, isNull: true } },
  { id: { gt: f('frozen') }, text: { equals: f<string>('maybe') }, frozen: f('id').plus(1) },
  { id: { between: [f('frozen'), 9] } },
  { json: { red: 1, names: [] }, list: ['a'], mixed: 'a', unknown: { anything: 1 } },
  { json: { equals: { red: 1, names: [] } }, list: { equals: [], isNull: false } },
  { colours: { equals: [{ red: 1, names: [] }] }, mixed: { equals: { red: 1, names: [] } } },
  { lazy: 1, lazyMany: { some: { title: 'a' } } },
  { lazy: { name: 'a', teacher: { name: { contains: 'a' } } } },
  { book: 1, books: { some: { pages: { gt: 1 } }, none: { title: 'a' }, every: { rare: true } } },
  { book: null, books: { isNull: true } },
  { book: { in: [1, null], isNull: false }, books: { some: 1, none: { in: [1, 2] } } },
  { book: { author: { publisher: { country: { name: { startsWith: 'F' } } } } } },
  { book: { or: [{ title: 'a' }, { pages: 1 }], not: { rare: true } } },
  { book: { size: { width: 1, or: [{ height: 2 }] } } },
  { or: [{ text: 'a' }, { not: { text: 'b' } }], not: { or: [{ flag: true }] } }
]

export async function queriesCompile(book: Book, genre: Genre): Promise<void> {
  await rows.filter({ book, books: { some: book } }).exclude({ book: { not: book } })
  await rows.filter({ book: { in: Book.filter({ title: 'a' }) } })
  await rows.filter({ book: { in: Book.all().valuesList('id').flat() } })
  await rows.filter({ id: { in: Book.all().valuesList('id').flat() } })
  await rows.filter({ text: { notIn: Book.all().valuesList('title').flat() } })
  await Book.filter({ genres: { some: { in: Genre.filter({ name: 'a' }) } } })
  await Book.filter({ genres: { some: genre }, author: { teacher: { not: null } } })
  await Ticket.filter({ seat: { row: 1, letter: 'a' } })
  await Ticket.filter({ seat: { in: [{ row: 1, letter: 'a' } as Seat] } })
  const byKey: Map<number, Book> = await Book.filter({ rare: true }).in([1, 2])
  const byCode: Map<string, Country> = await Country.all().in(['FR'])
  for await (const { title } of Book.all().with('genres')) title.toUpperCase()
  void [byKey, byCode]
}

class KindsSet extends QuerySet<Kinds> {
  flagged(): this {
    return this.filter({ flag: true, or: [{ text: { startsWith: 'a' } }, { date: { year: 1 } }] })
  }
  ofBook(title: string): this {
    return this.flagged().exclude({ book: { title } }).orderBy('-date').limit(3)
  }
  wrong(): void {
    // @ts-expect-error a field that does not exist
    this.filter({ flagg: true })
    // @ts-expect-error a value of another type
    this.exclude({ flag: 'yes' })
  }
}
void KindsSet

export const doesNotCompile: unknown[] = [
  // @ts-expect-error a field that does not exist
  rows.filter({ txt: 'a' }),
  // @ts-expect-error a method
  rows.filter({ method: 'a' }),
  // @ts-expect-error a method of every model
  rows.filter({ save: 'a' }),
  // @ts-expect-error what others cannot see
  rows.filter({ hidden: 'a' }),
  // @ts-expect-error a value of another type
  rows.filter({ text: 1 }),
  // @ts-expect-error null where there always is a value
  rows.filter({ text: null }),
  // @ts-expect-error null in a list where there always is a value
  rows.filter({ text: { in: [null] } }),
  // @ts-expect-error none of the literals
  rows.filter({ literal: 'c' }),
  // @ts-expect-error none of the literals
  rows.filter({ literal: { in: ['a', 'c'] } }),
  // @ts-expect-error a number of no enum
  rows.filter({ level: 'Low' }),
  // @ts-expect-error a number for a bigint
  rows.filter({ big: 1 }),
  // @ts-expect-error a text for a boolean
  rows.filter({ flag: 'true' }),
  // @ts-expect-error a text for a date
  rows.filter({ date: '2024-01-01' }),
  // @ts-expect-error a text for bytes
  rows.filter({ bytes: 'a' }),
  // @ts-expect-error a lookup that does not exist
  rows.filter({ text: { startWith: 'a' } }),
  // @ts-expect-error a part of a text that is no text
  rows.filter({ text: { contains: 1 } }),
  // @ts-expect-error a text is looked up by its year
  rows.filter({ text: { year: 2024 } }),
  // @ts-expect-error a number is looked up by a part
  rows.filter({ id: { contains: '1' } }),
  // @ts-expect-error a list of other values
  rows.filter({ id: { in: ['1'] } }),
  // @ts-expect-error one value where there are two
  rows.filter({ id: { between: [1] } }),
  // @ts-expect-error null is not less than anything
  rows.filter({ maybe: { lt: null } }),
  // @ts-expect-error the year is a number
  rows.filter({ date: { year: '2024' } }),
  // @ts-expect-error a year is there where the date is
  rows.filter({ date: { year: { isNull: true } } }),
  // @ts-expect-error a list where one value is meant
  rows.filter({ id: [1, 2] }),
  // @ts-expect-error a relation to many rows
  rows.filter({ books: { title: 'a' } }),
  // @ts-expect-error a relation to many rows
  rows.filter({ books: 1 }),
  // @ts-expect-error another lookup of many rows
  rows.filter({ books: { any: { title: 'a' } } }),
  // @ts-expect-error a field that the other row does not have
  rows.filter({ book: { titel: 'a' } }),
  // @ts-expect-error a value of another type behind two relations
  rows.filter({ book: { author: { year: '1910' } } }),
  // @ts-expect-error a field that the rows of a set do not have
  rows.filter({ books: { some: { titel: 'a' } } }),
  // @ts-expect-error a row of another entity
  rows.filter({ book: new Genre() }),
  // @ts-expect-error rows of another entity
  rows.filter({ book: { in: Genre.all() } }),
  // @ts-expect-error values of another type
  rows.filter({ id: { in: Book.all().valuesList('title').flat() } }),
  // @ts-expect-error an alternative that is no condition
  rows.filter({ or: [{ txt: 'a' }] }),
  // @ts-expect-error one alternative without a list
  rows.filter({ or: { text: 'a' } }),
  // @ts-expect-error not what is no condition
  rows.filter({ not: { txt: 'a' } }),
  // @ts-expect-error no key
  rows.in([date]),
  // @ts-expect-error a relation to many is no order
  rows.orderBy('books.title'),
  // @ts-expect-error no such order
  rows.orderBy('-txt')
]
