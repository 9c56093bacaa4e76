import { Body, Controller, createApp, Get, Param, Post, Route, type Application } from '../../src'
import {
  Column,
  CreateDateColumn,
  type DataSource,
  Entity,
  JoinTable,
  ManyToMany,
  ManyToOne,
  Model,
  OneToMany,
  openDatabase,
  PrimaryGeneratedColumn
} from '../../src/models'
import { computed, ModelSerializer } from '../../src/serializers'

@Entity('shape_author')
class Author extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar', { length: 40 }) name!: string
  @Column('varchar', { select: false, default: '' }) password!: string
  @OneToMany(() => Book, (book) => book.author) books!: Book[]
}

@Entity('shape_tag')
class Tag extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar') name!: string
}

@Entity('shape_book')
class Book extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar', { length: 20 }) title!: string
  @Column('text') body!: string
  @Column('boolean', { default: false }) draft!: boolean
  @Column('datetime', { nullable: true }) publishedAt!: Date | null
  @Column('bigint') copies!: bigint
  @Column('decimal', { precision: 6, scale: 2 }) price!: string
  @Column('simple-enum', { enum: ['paper', 'file'], default: 'paper' }) format!: string
  @CreateDateColumn() createdAt!: Date
  @ManyToOne(() => Author, (author) => author.books, { nullable: false }) author!: Author
  @ManyToOne(() => Author, { nullable: true }) editor!: Author | null
  @ManyToMany(() => Tag) @JoinTable() tags!: Tag[]
}

class BookCard extends ModelSerializer(Book, [
  'id',
  'title',
  'publishedAt',
  'copies',
  'price',
  { author: ['id', 'name'], tags: ['name'] },
  'editor'
]) {}

class NewBook extends ModelSerializer(Book, [
  'title',
  'body',
  'draft',
  'publishedAt',
  'copies',
  'price',
  'format',
  'author'
]) {}

class Spine extends ModelSerializer(Book, ['title', 'author'], {
  rename: { title: 'label' },
  extra: {
    length: computed({ type: 'integer' }, ['body'], (book: Book) => book.body.length)
  }
}) {}

class Label extends ModelSerializer(
  Book,
  ['title', 'editor', { author: ['name', 'id'] }, 'publishedAt', 'draft'],
  { rename: { title: 'label', publishedAt: "it's out" } }
) {}

@Route('/books')
class BookController extends Controller {
  @Get('/', { returns: [BookCard] })
  list() {
    return Book.all().orderBy('id')
  }

  @Get('/spines', { returns: [Spine] })
  spines() {
    return Book.all().orderBy('id')
  }

  @Get('/labels', { returns: [Label] })
  labels() {
    return Book.all().orderBy('id')
  }

  @Get('/labels/<int:id>', { returns: Label })
  label(@Param('id') id: number) {
    return Book.get({ id })
  }

  @Get('/labels/read', { returns: [Label] })
  async readLabels() {
    return [...(await Book.all().orderBy('id'))]
  }

  @Get('/one', { returns: Label })
  one() {
    return Book.all().orderBy('id')
  }

  @Get('/<int:id>', { returns: BookCard })
  show(@Param('id') id: number) {
    return Book.get({ id })
  }

  @Post('/', { returns: BookCard, status: 201 })
  async create(@Body() input: NewBook) {
    received.push(input)
    const { id } = await Book.create(input as never)
    return Book.get({ id })
  }
}

const received: object[] = []
let database: DataSource
let app: Application

beforeAll(async () => {
  const entities = [Author, Tag, Book]
  database = await openDatabase({ database: 'sqlite::memory:', entities, synchronize: true })
  app = await createApp({ controllers: [BookController], database, logger: false })
  const author = await Author.create({ name: 'Ada' })
  const tags = await Tag.bulkCreate([{ name: 'a' }, { name: 'b' }])
  const publishedAt = new Date(1_700_000_000_000)
  const values = { body: 'text', price: '12.50', author, tags }
  await Book.create({ ...values, title: 'One', copies: 3n, publishedAt, editor: author })
  await Book.create({ ...values, title: 'Two', copies: 2n ** 60n, tags: [] })
})
afterAll(() => app.close())

const FIRST = {
  id: 1,
  title: 'One',
  publishedAt: '2023-11-14T22:13:20.000Z',
  copies: '3',
  price: '12.50',
  author: { id: 1, name: 'Ada' },
  tags: [{ name: 'a' }, { name: 'b' }],
  editor: 1
}

it('answers with the fields that it names, in their order', async () => {
  const { body } = await app.inject('/books/')
  const second = {
    ...FIRST,
    id: 2,
    title: 'Two',
    copies: String(2n ** 60n),
    tags: [],
    editor: null
  }
  expect(JSON.parse(body)).toEqual([FIRST, { ...second, publishedAt: null }])
  expect(Object.keys((JSON.parse(body) as object[])[0]!)).toEqual(Object.keys(FIRST))
})

it('answers with the only row', async () => {
  expect((await app.inject('/books/1')).json()).toEqual(FIRST)
  expect((await app.inject('/books/9')).statusCode).toBe(404)
})

it('reads the columns that it needs, and nothing else', async () => {
  const queries = jest.spyOn(database.logger, 'logQuery')
  await app.inject('/books/')
  const [books, tags, ...others] = queries.mock.calls.map(([sql]) => sql)
  expect(others).toEqual([])
  expect(books).not.toMatch(/body|draft|password/)
  expect(tags).toMatch(/"name"/)
  queries.mockRestore()
})

it('writes other names, and fields that are computed', async () => {
  expect((await app.inject('/books/spines')).json()).toEqual([
    { label: 'One', author: 1, length: 4 },
    { label: 'Two', author: 1, length: 4 }
  ])
})

it('lets the database write what columns alone make', async () => {
  const queries = jest.spyOn(database.logger, 'logQuery')
  const { body } = await app.inject('/books/labels')
  const one = await app.inject('/books/labels/1')
  const texts = queries.mock.calls.map(([sql]) => sql)
  queries.mockRestore()
  expect(texts).toEqual([
    expect.stringMatching(/^SELECT json_/),
    expect.stringMatching(/^SELECT json_/)
  ])
  expect(body).toBe((await app.inject('/books/labels/read')).body)
  expect(body.startsWith(`[${one.body},`)).toBe(true)
  expect(one.json()).toEqual({
    label: 'One',
    editor: 1,
    author: { name: 'Ada', id: 1 },
    "it's out": FIRST.publishedAt,
    draft: false
  })
})

it('answers with no list where one row is declared', async () => {
  expect((await app.inject('/books/one')).statusCode).toBe(500)
})

const NEW = { title: 'Three', body: '', copies: '9007199254740993', price: '1.00', author: 1 }

it('takes values as the types of the properties say', async () => {
  const payload = { ...NEW, publishedAt: '2024-01-31T12:00:00+01:00' }
  const response = await app.inject({ method: 'POST', url: '/books/', payload })
  expect(response.statusCode).toBe(201)
  expect(response.json()).toMatchObject({ title: 'Three', copies: '9007199254740993' })
  expect(received.at(-1)).toEqual({
    ...NEW,
    copies: 9007199254740993n,
    publishedAt: new Date('2024-01-31T11:00:00Z')
  })
})

it.each([
  ['a missing field', { title: undefined }, 'title', 'required'],
  ['a long title', { title: 'x'.repeat(21) }, 'title', 'maxLength'],
  ['another type', { draft: 'yes' }, 'draft', 'type'],
  ['a value that is no choice', { format: 'stone' }, 'format', 'enum'],
  ['a price with three digits after the point', { price: '1.234' }, 'price', 'pattern'],
  ['a day', { publishedAt: '2024-01-31' }, 'publishedAt', 'format'],
  ['a leap second', { publishedAt: '2016-12-31T23:59:60Z' }, 'publishedAt', 'format'],
  ['a key', { id: 7 }, 'id', 'additionalProperties'],
  ['a field of the model that is not named', { editor: 1 }, 'editor', 'additionalProperties'],
  ['null where there must be a value', { author: null }, 'author', 'type']
])('refuses %s', async (_case, change, path, code) => {
  const payload = { ...NEW, ...change }
  const response = await app.inject({ method: 'POST', url: '/books/', payload })
  expect(response.statusCode).toBe(422)
  expect((response.json() as { errors: object[] }).errors).toMatchObject([{ path, code }])
})
