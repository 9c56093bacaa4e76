import type { QuerySet } from '../../../src/models'
import { describeEngines } from '../engine'
import { Book, Genre, library, Person, Seat, Size } from './library'

const where = (conditions: object): QuerySet<Book> => Book.filter(conditions)
/** As a body of JSON brings it. */
const json = (text: string): QuerySet<Book> => where(JSON.parse(text) as object)
const nested = (name: string, levels: number): object => {
  let conditions: object = { title: 'x' }
  for (let level = 0; level < levels; level++) {
    conditions = { [name]: name === 'or' ? [conditions] : conditions }
  }
  return conditions
}

type Refusal = readonly [what: string, ask: () => unknown, code: string, text: string]

const UNDEFINED: Refusal[] = [
  ['a field', () => where({ title: undefined }), 'MODEL_UNDEFINED_LOOKUP', '"title", which is und'],
  [
    'a lookup behind a relation',
    () => where({ author: { name: { startsWith: undefined } } }),
    'MODEL_UNDEFINED_LOOKUP',
    '"author.name.startsWith", which is undefined'
  ],
  [
    'one of a list',
    () => where({ pages: { in: [1, undefined] } }),
    'MODEL_UNDEFINED_LOOKUP',
    '"pages.in[1]", which is undefined'
  ],
  [
    'a hole in a list',
    () => where({ pages: { in: new Array(2) } }),
    'MODEL_UNDEFINED_LOOKUP',
    '"pages.in[0]", which is undefined'
  ],
  [
    'one alternative',
    () => where({ or: [{ title: 'x' }, { pages: undefined }] }),
    'MODEL_UNDEFINED_LOOKUP',
    '"or[1].pages", which is undefined'
  ],
  [
    'a condition on a set',
    () => where({ genres: { some: { name: undefined } } }),
    'MODEL_UNDEFINED_LOOKUP',
    '"genres.some.name", which is undefined'
  ],
  ['get', () => Book.get({ id: undefined as never }), 'MODEL_UNDEFINED_LOOKUP', '"id", which is'],
  [
    'exclude',
    () => Book.exclude({ title: undefined as never }),
    'MODEL_UNDEFINED_LOOKUP',
    '"title"'
  ]
]

const EMPTY: Refusal[] = (
  [
    ['pages', { pages: {} }],
    ['author', { author: {} }],
    ['not', { not: {} }],
    ['or[0]', { or: [{}] }],
    ['genres.some', { genres: { some: {} } }],
    ['size', { size: {} }],
    ['title.not', { title: { not: {} } }],
    ['extra', { extra: {} }]
  ] as const
).map(([path, conditions]) => [
  path,
  () => where(conditions),
  'MODEL_UNDEFINED_LOOKUP',
  `"${path}", which is empty`
])

const UNKNOWN: Refusal[] = [
  ['a field', () => where({ tilte: 'x' }), 'MODEL_UNKNOWN_FIELD', 'Did you mean "title"?'],
  [
    'a field behind a relation',
    () => where({ author: { nme: 'x' } }),
    'MODEL_UNKNOWN_FIELD',
    'Person has no field "nme"'
  ],
  ['a lookup', () => where({ title: { startWith: 'x' } }), 'MODEL_UNKNOWN_LOOKUP', '"startsWith"?'],
  ['an operator', () => json('{"title":{"$ne":1}}'), 'MODEL_UNKNOWN_LOOKUP', '"$ne"'],
  ['an operator on a key', () => json('{"author":{"$ne":1}}'), 'MODEL_UNKNOWN_FIELD', '"$ne"'],
  ['a getter', () => where({ constructor: 1 }), 'MODEL_UNKNOWN_FIELD', '"constructor"'],
  ['__proto__', () => json('{"__proto__":{"title":"a1"}}'), 'MODEL_UNKNOWN_FIELD', '"__proto__"'],
  ['toString', () => json('{"toString":1}'), 'MODEL_UNKNOWN_FIELD', '"toString"'],
  ['a deep __proto__', () => json('{"author":{"__proto__":1}}'), 'MODEL_UNKNOWN_FIELD', 'Person'],
  [
    'a lookup called constructor',
    () => json('{"title":{"constructor":1}}'),
    'MODEL_UNKNOWN_LOOKUP',
    '"constructor"'
  ],
  [
    'a lookup called __proto__',
    () => json('{"title":{"__proto__":1}}'),
    'MODEL_UNKNOWN_LOOKUP',
    '"__proto__"'
  ],
  ['SQL', () => where({ '1=1 OR "title"': 'x' }), 'MODEL_UNKNOWN_FIELD', 'has no field "1=1'],
  [
    'SQL as an order',
    () => Book.all().orderBy('title; DROP TABLE library_book' as never),
    'MODEL_UNKNOWN_FIELD',
    'DROP TABLE'
  ]
]

const UNFIT: Refusal[] = [
  ['NaN', () => where({ pages: NaN }), 'MODEL_BAD_PARAMETER', '"pages", which is NaN'],
  ['Infinity', () => where({ pages: { lt: Infinity } }), 'MODEL_BAD_PARAMETER', 'is Infinity'],
  ['an invalid date', () => where({ printedAt: new Date('x') }), 'MODEL_BAD_PARAMETER', 'invalid'],
  ['a function', () => where({ title: () => 1 }), 'MODEL_BAD_PARAMETER', 'is a function'],
  ['a symbol', () => where({ title: Symbol('x') }), 'MODEL_BAD_PARAMETER', 'is a symbol'],
  ['a list', () => where({ pages: [1, 2] }), 'MODEL_BAD_PARAMETER', 'is a list'],
  ['a list for a key', () => where({ author: [1, 2] }), 'MODEL_BAD_PARAMETER', 'is a list'],
  ['a list in a list', () => where({ pages: { in: [[1]] } }), 'MODEL_BAD_PARAMETER', 'is a list'],
  ['an object', () => where({ pages: { equals: { a: 1 } } }), 'MODEL_BAD_PARAMETER', 'an object'],
  [
    'an object in a list',
    () => json('{"pages":{"in":[{"a":1}]}}'),
    'MODEL_BAD_PARAMETER',
    'an obj'
  ],
  ['an instance', () => where({ title: new Map() }), 'MODEL_BAD_PARAMETER', 'instance of Map'],
  ['an embedded instance', () => where({ size: new Size() }), 'MODEL_BAD_PARAMETER', 'of Size'],
  ['a number for a text', () => where({ title: 0 }), 'MODEL_BAD_PARAMETER', 'is a number'],
  ['true for a text', () => where({ title: true }), 'MODEL_BAD_PARAMETER', 'is a boolean'],
  ['a text for a number', () => where({ pages: 'x' }), 'MODEL_BAD_PARAMETER', 'does not fit'],
  ['a text for a float', () => where({ weight: '1 OR 1' }), 'MODEL_BAD_PARAMETER', 'not fit'],
  ['a text for a boolean', () => where({ rare: 'false' }), 'MODEL_BAD_PARAMETER', 'true or false'],
  ['a number for a boolean', () => where({ rare: 1 }), 'MODEL_BAD_PARAMETER', 'true or false'],
  ['a number for a date', () => where({ printedAt: 1 }), 'MODEL_BAD_PARAMETER', 'Give a Date'],
  ['a text for a date', () => where({ printedAt: 'now' }), 'MODEL_BAD_PARAMETER', 'Give a Date'],
  ['no day', () => where({ day: '2024-02-30' }), 'MODEL_BAD_PARAMETER', '2026-01-31'],
  ['a text for bytes', () => where({ cover: 'x' }), 'MODEL_BAD_PARAMETER', 'a Buffer'],
  ['a text for a list', () => where({ words: 'x' }), 'MODEL_BAD_PARAMETER', 'Give a list'],
  ['a number for a UUID', () => where({ token: 1 }), 'MODEL_BAD_PARAMETER', 'a UUID'],
  ['a text for a key', () => where({ author: 'x' }), 'MODEL_BAD_PARAMETER', '"author"'],
  ['a number to contain', () => where({ title: { contains: 1 } }), 'MODEL_BAD_PARAMETER', 'a text'],
  ['null to contain', () => where({ title: { contains: null } }), 'MODEL_BAD_PARAMETER', 'a text'],
  ['half a year', () => where({ printedAt: { year: 1.5 } }), 'MODEL_BAD_PARAMETER', 'whole number'],
  ['a day of 32', () => where({ printedAt: { date: '2024-01-32' } }), 'MODEL_BAD_PARAMETER', 'day'],
  ['a text for not', () => where({ not: 'x' }), 'MODEL_BAD_PARAMETER', 'object of conditions'],
  ['an object for or', () => where({ or: { title: 'x' } }), 'MODEL_BAD_PARAMETER', 'a list'],
  ['an object to be in', () => where({ pages: { in: { a: 1 } } }), 'MODEL_UNUSABLE_FIELD', '"in"'],
  ['a text to be in', () => where({ title: { in: 'x' } }), 'MODEL_UNUSABLE_FIELD', 'a list'],
  ['one end', () => where({ pages: { between: [1] } }), 'MODEL_UNUSABLE_FIELD', '"between"'],
  [
    'null as an end',
    () => where({ pages: { between: [null, 1] } }),
    'MODEL_UNUSABLE_FIELD',
    'null'
  ],
  ['less than null', () => where({ pages: { lt: null } }), 'MODEL_UNUSABLE_FIELD', 'or isNull'],
  ['no boolean', () => where({ pages: { isNull: 'no' } }), 'MODEL_UNUSABLE_FIELD', 'true or false'],
  [
    'no boolean for letters',
    () => where({ title: { equals: 'x', ignoreCase: 1 } }),
    'MODEL_UNUSABLE_FIELD',
    'true or false'
  ],
  [
    'an order of letters of both cases',
    () => where({ title: { lt: 'x', ignoreCase: true } }),
    'MODEL_UNUSABLE_FIELD',
    'ignoreCase'
  ],
  ['an order of JSON', () => where({ extra: { gt: 1 } }), 'MODEL_UNUSABLE_FIELD', 'order'],
  ['a part of JSON', () => where({ extra: { contains: 'x' } }), 'MODEL_UNUSABLE_FIELD', 'texts'],
  [
    'a part of a date',
    () => where({ printedAt: { contains: '2' } }),
    'MODEL_UNUSABLE_FIELD',
    'text'
  ],
  ['the year of a text', () => where({ title: { year: 2024 } }), 'MODEL_UNUSABLE_FIELD', 'dates'],
  ['the hour of a day', () => where({ day: { hour: 1 } }), 'MODEL_UNUSABLE_FIELD', 'dates'],
  ['rows without some', () => where({ genres: { name: 'x' } }), 'MODEL_UNUSABLE_FIELD', 'some'],
  ['rows as a list', () => where({ genres: [] }), 'MODEL_UNUSABLE_FIELD', 'leads to many rows'],
  ['an embedded number', () => where({ size: 1 }), 'MODEL_BAD_PARAMETER', 'object of conditions'],
  ['a row without a key', () => where({ author: new Person() }), 'MODEL_NOT_SAVED', 'Person'],
  [
    'a part of a key',
    () => Seat.filter({ tickets: { some: { seat: 1 } } }),
    'MODEL_UNUSABLE_FIELD',
    'row and letter'
  ],
  ['10,000 levels of not', () => where(nested('not', 10_000)), 'MODEL_NESTED_TOO_DEEPLY', '100'],
  ['10,000 levels of or', () => where(nested('or', 10_000)), 'MODEL_NESTED_TOO_DEEPLY', '100'],
  [
    '5,000 levels of JSON',
    () => json(`${'{"extra":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
    'MODEL_NESTED_TOO_DEEPLY',
    'Book'
  ]
]

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: library, lasts: 'suite' })
    const none = { author: null, genres: [], size: { width: null, height: null } }
    await Book.create({ ...none, title: 'a' })
  })

  it.each(UNDEFINED)('refuses undefined: %s', refuses)
  it.each(EMPTY)('refuses nothing: %s', refuses)
  it.each(UNKNOWN)('knows no such name: %s', refuses)
  it.each(UNFIT)('refuses what does not fit: %s', refuses)

  it('says so again where such a query was compiled before', async () => {
    expect(await where({ title: { in: ['a'] } }).count()).toBe(1)
    await refuses('', () => where({ title: { in: [1] } }), 'MODEL_BAD_PARAMETER', 'a number')
    expect(await where({ pages: 1 }).count()).toBe(0)
    await refuses('', () => where({ pages: 'x' }), 'MODEL_BAD_PARAMETER', 'not fit')
  })

  it('nests what people write', async () => {
    expect(await where(nested('not', 50)).count()).toBe(0)
    expect(await where(nested('not', 51)).count()).toBe(1)
    const alternatives = Array.from({ length: 3_000 }, (_, pages) => ({ pages }))
    expect(await where({ or: alternatives }).count()).toBe(0)
    expect(await where({ or: [...alternatives, { title: 'a' }] }).count()).toBe(1)
  })

  it('takes an object without a prototype, and one of a class', async () => {
    class Conditions {
      title = 'a'
    }
    expect(await where(new Conditions()).count()).toBe(1)
    expect(await where(Object.assign(Object.create(null) as object, { title: 'a' })).count()).toBe(
      1
    )
  })

  it('is not changed by what happens to the conditions later', async () => {
    const list = ['a']
    const conditions = { title: { in: list } }
    const books = where(conditions)
    list.push('b')
    Object.assign(conditions, { pages: 1 })
    expect(await books.count()).toBe(1)
    expect(await Genre.filter({ id: 'no uuid' }).count()).toBe(0)
  })
})

async function refuses(_what: string, ask: () => unknown, code: string, text: string) {
  await expect(Promise.resolve().then(ask)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(text) as string
  })
}
