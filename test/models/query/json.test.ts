import {
  Controller,
  createApp,
  Get,
  JsonResponse,
  Param,
  Route,
  Use,
  type Application,
  type Next,
  type HttpRequest
} from '../../../src'
import {
  AfterLoad,
  Column,
  type DataSource,
  Entity,
  ManyToOne,
  Model,
  OneToMany,
  openDatabase,
  PrimaryGeneratedColumn
} from '../../../src/models'

@Entity('json_writer')
class Writer extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar') name!: string
  @OneToMany(() => Note, (note) => note.writer) notes!: Note[]
}

@Entity('json_note')
class Note extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar', { nullable: true }) "it's"!: string | null
  @Column('integer', { nullable: true }) stars!: number | null
  @Column('boolean', { nullable: true }) isPublic!: boolean | null
  @Column('datetime', { nullable: true }) writtenAt!: Date | null
  @ManyToOne(() => Writer, { nullable: true }) writer!: Writer | null
}

@Entity('json_heard')
class Heard extends Model {
  @PrimaryGeneratedColumn() id!: number
  shout = 'not stored'
  @AfterLoad() hear() {
    this.shout = 'heard'
  }
}

@Entity('json_measure')
class Measure extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('real') value!: number
}

@Entity('json_hidden')
class Hidden extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar')
  get name(): string {
    return this.stored.toLowerCase()
  }
  set name(name: string) {
    this.stored = name
  }
  private stored!: string
}

let dataSource: DataSource

beforeAll(async () => {
  const entities = [Writer, Note, Heard, Measure, Hidden]
  dataSource = await openDatabase({ database: 'sqlite::memory:', entities, synchronize: true })
  const writer = await Writer.create({ name: '"\\/\u0001\u001f\u007f\u2028 ☁️' })
  const values = { stars: -3, isPublic: true, writtenAt: new Date(1_700_000_000_123), writer }
  await Note.create({ ...values, "it's": 'line\nbreak\ttab\b\f\r</script>' })
  await Note.create({ "it's": '', stars: 0, isPublic: false, writtenAt: new Date(0) })
  await Note.create({ stars: Number.MAX_SAFE_INTEGER })
  await dataSource.query(`INSERT INTO json_note (stars, "writtenAt") VALUES (41, '2024-01-31')`)
  await dataSource.query(
    `INSERT INTO json_note (stars, "writtenAt") VALUES (42, '2023-02-31 00:00:00.000')`
  )
  await dataSource.query(`INSERT INTO json_note (stars, "it's") VALUES (43, x'00ff')`)
})

afterAll(async () => {
  if (dataSource.isInitialized) await dataSource.destroy()
})

const tidy = () => Note.filter({ stars: { notIn: [41, 42, 43] } })

it.each([
  ['rows with a relation', () => tidy().orderBy('-id').with('writer')],
  ['rows in the order of a field', () => tidy().orderBy('-writtenAt', 'id')],
  ['a page', () => tidy().orderBy('id').slice(1, 2)],
  ['some fields', () => tidy().orderBy('id').only('stars')],
  ['no rows', () => Note.filter({ stars: 99 })],
  ['a query without rows', () => Note.all().none()]
])('writes %s as their entities come to JSON', async (_case, query) => {
  const text = await query().jsonText()
  expect(text).toBe(JSON.stringify(await query()))
})

it.each([
  ['a listener changes what was loaded', () => Heard.all()],
  ['a column holds floating-point numbers', () => Measure.all()],
  ['a relation leads to many rows', () => Writer.all().with('notes')],
  ['a stored date is in another form', () => Note.filter({ stars: 41 })],
  ['a stored date does not exist', () => Note.filter({ stars: 42 })],
  ['a column is an accessor', () => Hidden.all()],
  ['a column of text holds bytes', () => Note.filter({ stars: 43 })]
])('leaves it to the entities where %s', async (_case, query) => {
  expect(await query().jsonText()).toBeUndefined()
})

it('asks for an only row when it is awaited, and then once', async () => {
  const queries = jest.spyOn(dataSource.logger, 'logQuery')
  const note = Note.get({ stars: -3 })
  expect(queries).not.toHaveBeenCalled()
  const [row, again] = await Promise.all([note, note])
  expect(again).toBe(row)
  expect(queries).toHaveBeenCalledTimes(1)
  queries.mockRestore()
})

it('hands on an only row and its errors as promises do', async () => {
  const onEnd = jest.fn()
  await expect(Note.get({ stars: -3 }).finally(onEnd)).resolves.toBeInstanceOf(Note)
  expect(onEnd).toHaveBeenCalledTimes(1)
  const code = await Note.get({ stars: 99 }).catch((error: { code: string }) => error.code)
  expect(code).toBe('MODEL_NOT_FOUND')
  await expect(Note.get({ stars: undefined as never })).rejects.toMatchObject({
    code: 'MODEL_UNDEFINED_LOOKUP'
  })
  expect(Object.prototype.toString.call(Note.get({ stars: 1 }))).toBe('[object Promise]')
})

async function leaveOutIds(request: HttpRequest, next: Next) {
  const response = await next()
  if (response instanceof JsonResponse) {
    for (const row of response.data as { id?: number }[]) delete row.id
  }
  return response
}

@Route('/writers')
class WriterController extends Controller {
  @Get('/')
  list() {
    return Writer.all()
  }

  @Use(leaveOutIds)
  @Get('/names')
  names() {
    return Writer.all()
  }
}

@Route('/notes')
class NoteController extends Controller {
  @Get('/<int:id>')
  show(@Param('id') id: number) {
    return Note.all().with('writer').get({ id })
  }

  @Get('/by/<int:stars>')
  byStars(@Param('stars') stars: number) {
    return Note.get({ stars: { gte: stars } })
  }
}

describe('in an application', () => {
  let app: Application

  beforeAll(async () => {
    const controllers = [WriterController, NoteController]
    app = await createApp({ controllers, database: dataSource, logger: false })
  })
  afterAll(() => app.close())

  it('answers for an action that returns a query set, and lets middleware change the data', async () => {
    const { body, headers } = await app.inject('/writers/')
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(body).toBe(JSON.stringify(await Writer.all()))
    expect((await app.inject('/writers/names')).json()).toEqual([{ name: expect.any(String) }])
  })

  it('answers for an action that returns the only row, as the row itself would', async () => {
    const queries = jest.spyOn(dataSource.logger, 'logQuery')
    for (const row of await Note.all().with('writer').orderBy('id').slice(0, 3)) {
      queries.mockClear()
      const { body, headers } = await app.inject(`/notes/${row.id}`)
      expect(headers['content-type']).toBe('application/json; charset=utf-8')
      expect(body).toBe(JSON.stringify(row))
      expect(queries.mock.calls.map(([sql]) => sql)).toEqual([
        expect.stringMatching(/^SELECT json_/)
      ])
    }
    queries.mockRestore()
  })

  it('reads an only row that the database cannot write', async () => {
    const { id } = await Note.get({ stars: 41 })
    expect((await app.inject(`/notes/${id}`)).json()).toMatchObject({ id, stars: 41 })
  })

  it.each([
    ['/notes/4711', 404],
    ['/notes/by/9000000000000000', 200],
    ['/notes/by/0', 500]
  ])('answers %s with %d', async (path, status) => {
    expect((await app.inject(path)).statusCode).toBe(status)
  })
})

it('keeps the content that was set, whoever reads the data after', () => {
  const response = JsonResponse.ofText('[1]')
  response.content = '[2]'
  expect(response.data).toEqual([1])
  expect(response.content).toBe('[2]')
})
