import type { QuerySet, Where } from '../../../src/models'
import { describeEngines } from '../engine'
import { Book, Genre, library } from './library'

const titles = [
  ...['100% wool', '100 wool', 'a_b', 'axb', 'pipe | pipe', 'back\\slash', 'star * [x] ?', '^$.'],
  ...['Été', 'été', 'ÉTÉ', 'ete', 'straße', 'Привет', 'ПРИВЕТ', '日本', '🎸 solo', '🎺 solo'],
  ...['it\'s; -- "x" `y` :name $1 ?', 'Two\nlines', '', ' padded ']
]

const found = async (books: QuerySet<Book>): Promise<string[]> =>
  (await books.orderBy('id')).map(({ title }) => title)

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: library, lasts: 'suite' })
    const none = { author: null, size: { width: null, height: null } }
    for (const title of titles) await Book.create({ ...none, title, subtitle: title || null })
    for (const name of ['Jazz', 'jazz', 'blues']) await Genre.create({ name, books: [] })
  })

  it.each<[object, string[]]>([
    [{ contains: '100%' }, ['100% wool']],
    [{ contains: '%' }, ['100% wool']],
    [{ contains: '_' }, ['a_b']],
    [{ contains: '|' }, ['pipe | pipe']],
    [{ contains: '\\' }, ['back\\slash']],
    [{ contains: '* [x] ?' }, ['star * [x] ?']],
    [{ contains: '🎸' }, ['🎸 solo']],
    [{ contains: 'рив' }, ['Привет']],
    [{ contains: '本' }, ['日本']],
    [{ contains: 'o\nl' }, ['Two\nlines']],
    [{ contains: '\'s; -- "x" `y` :name $1' }, ['it\'s; -- "x" `y` :name $1 ?']],
    [{ startsWith: '100%' }, ['100% wool']],
    [{ startsWith: 'a_' }, ['a_b']],
    [{ startsWith: 'É' }, ['Été', 'ÉTÉ']],
    [{ startsWith: 'star * [' }, ['star * [x] ?']],
    [{ startsWith: ' ' }, [' padded ']],
    [{ endsWith: '[x] ?' }, ['star * [x] ?']],
    [{ endsWith: 'é' }, ['Été', 'été']],
    [{ endsWith: ' ' }, [' padded ']],
    [{ endsWith: '\\slash' }, ['back\\slash']],
    [{ like: '100%' }, ['100% wool', '100 wool']],
    [{ like: '100\\%%' }, ['100% wool']],
    [{ like: 'a_b' }, ['a_b', 'axb']],
    [{ like: 'a\\_b' }, ['a_b']],
    [{ like: '_x%' }, ['axb']],
    [{ like: '__' }, ['日本']],
    [{ like: 'back\\\\%' }, ['back\\slash']],
    [{ like: '%[x]%' }, ['star * [x] ?']],
    [{ like: '_ solo' }, ['🎸 solo', '🎺 solo']],
    [{ like: 'AXB' }, []],
    [{ like: '' }, ['']],
    [{ like: '\\' }, []]
  ])('finds a part of a text: %j', async (where, expected) => {
    expect(await found(Book.filter({ title: where }))).toEqual(expected)
  })

  it.each(['contains', 'startsWith', 'endsWith'])(
    'finds every text by %s nothing',
    async (name) => {
      expect(await Book.filter({ title: { [name]: '' } }).count()).toBe(titles.length)
      expect(await Book.filter({ subtitle: { [name]: '' } }).count()).toBe(titles.length - 1)
    }
  )

  it.each<[object, string[]]>([
    [{ equals: 'été' }, ['Été', 'été', 'ÉTÉ']],
    [{ equals: 'ПРИВЕТ' }, ['Привет', 'ПРИВЕТ']],
    [{ equals: 'A_B' }, ['a_b']],
    [{ equals: 'STAR * [X] ?' }, ['star * [x] ?']],
    [{ equals: '' }, ['']],
    [{ equals: 'ete' }, ['ete']],
    [{ equals: 'padded' }, []],
    [{ in: ['ÉTÉ', 'AXB', 'nothing'] }, ['axb', 'Été', 'été', 'ÉTÉ']],
    [{ contains: 'привет' }, ['Привет', 'ПРИВЕТ']],
    [{ contains: 'WOOL' }, ['100% wool', '100 wool']],
    [{ contains: '% W' }, ['100% wool']],
    [{ contains: 'STRASSE' }, []],
    [{ contains: 'STRAß' }, ['straße']],
    [{ startsWith: 'éT' }, ['Été', 'été', 'ÉTÉ']],
    [{ endsWith: 'SOLO' }, ['🎸 solo', '🎺 solo']],
    [{ like: 'É_É' }, ['Été', 'été', 'ÉTÉ']],
    [{ like: 'A\\_B' }, ['a_b']]
  ])('finds letters of both cases: %j', async (where, expected) => {
    const books = Book.filter({ title: { ...where, ignoreCase: true } })
    expect(await found(books)).toEqual(expected)
  })

  it('leaves out letters of both cases', async () => {
    const left = (where: Where<Book>): Promise<number> => Book.filter(where).count()
    expect(await left({ title: { not: 'été', ignoreCase: true } })).toBe(titles.length - 3)
    expect(await left({ title: { notIn: ['été'], ignoreCase: true } })).toBe(titles.length - 3)
    const nested = { not: { startsWith: 'ét' }, ignoreCase: true }
    expect(await left({ title: nested })).toBe(titles.length - 3)
  })

  it.each<[object, string[]]>([
    [{ equals: 'été' }, ['été']],
    [{ in: ['été', '🎸 solo', 'AXB'] }, ['été', '🎸 solo']],
    [{ equals: ' padded' }, []],
    [{ contains: 'été' }, ['été']]
  ])('finds nothing but the same letters: %j', async (where, expected) => {
    const books = Book.filter({ title: { ...where, ignoreCase: false } })
    expect(await found(books)).toEqual(expected)
  })

  it('finds letters of both cases from a list of any length', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => `n${index}`)
    const books = Book.filter({ title: { in: [...many, 'ÉTÉ'], ignoreCase: true } })
    expect(await found(books)).toEqual(['Été', 'été', 'ÉTÉ'])
  })

  it('finds no text with a NUL, which PostgreSQL does not know', async () => {
    expect(await found(Book.filter({ title: 'a\0' }))).toEqual([])
    expect(await found(Book.filter({ title: { in: ['axb', 'a\0'] } }))).toEqual(['axb'])
    if (engine.kind === 'sqlite') return
    expect(await found(Book.filter({ title: { contains: '\0' } }))).toEqual([])
  })

  if (engine.kind === 'sqlite') {
    it('says that it has no regular expressions', async () => {
      await expect(found(Book.filter({ title: { regex: 'a' } }))).rejects.toMatchObject({
        code: 'MODEL_UNUSABLE_FIELD',
        message: expect.stringContaining('"regex", which sqlite cannot do') as string
      })
    })
  } else {
    it('finds regular expressions', async () => {
      expect(await found(Book.filter({ title: { regex: '^a.b$' } }))).toEqual(['a_b', 'axb'])
      expect(await found(Book.filter({ title: { regex: '^A.B$' } }))).toEqual([])
      const insensitive = { regex: '^A.B$', ignoreCase: true }
      expect(await found(Book.filter({ title: insensitive }))).toEqual(['a_b', 'axb'])
    })
  }

  it('finds equal texts as the collation of the column does', async () => {
    const names = await Genre.filter({ name: 'jazz' })
    expect(names).toHaveLength(engine.kind === 'mysql' ? 2 : 1)
    expect(await Genre.filter({ name: { equals: 'jazz', ignoreCase: false } })).toHaveLength(1)
    expect(await Genre.filter({ name: { equals: 'jazz', ignoreCase: true } })).toHaveLength(2)
  })
})
