import { Controller, createApp, Get, Route } from '../../src'
import {
  Column,
  type DataSource,
  Entity,
  ManyToOne,
  Model,
  openDatabase,
  PrimaryColumn,
  PrimaryGeneratedColumn
} from '../../src/models'
import { ModelSerializer } from '../../src/serializers'
import type { SerializerClass } from '../../src/serializers/definition'

class Name {
  @Column('varchar', { default: '' }) first!: string
  @Column('varchar', { default: '' }) last!: string
}

@Entity('mistake_place')
class Place extends Model {
  @PrimaryColumn('varchar') country!: string
  @PrimaryColumn('varchar') town!: string
}

@Entity('mistake_person')
class Person extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar', { nullable: true }) nick!: string | null
  @Column('varchar', { select: false, default: '' }) password!: string
  @Column(() => Name) name!: Name
  @ManyToOne(() => Place, { nullable: true }) home!: Place | null
}

let database: DataSource

beforeEach(async () => {
  const entities = [Person, Place]
  database = await openDatabase({ database: 'sqlite::memory:', entities, synchronize: true })
})
// an application closes it
afterEach(async () => {
  if (database.isInitialized) await database.destroy()
})

// what the types refuse, as JavaScript writes it
const declare = ModelSerializer as unknown as (
  model: unknown,
  fields: unknown[],
  options?: object
) => SerializerClass<object>

it.each<[string, SerializerClass<object>, string, string]>([
  [
    'a field that there is not',
    class extends declare(Person, ['nik']) {},
    'SERIALIZERS_UNKNOWN_FIELD',
    'Did you mean "nick"'
  ],
  [
    'a field of another row that there is not',
    class extends declare(Person, [{ home: ['city'] }]) {},
    'SERIALIZERS_UNKNOWN_FIELD',
    'Place has country, town.'
  ],
  [
    'a column that is never read',
    class extends declare(Person, ['password']) {},
    'SERIALIZERS_HIDDEN_FIELD',
    "{ writeOnly: ['password'] }"
  ],
  [
    'a column with fields',
    class extends declare(Person, [{ nick: ['length'] }]) {},
    'SERIALIZERS_BAD_NESTING',
    "Name it alone: 'nick'."
  ],
  [
    'an object of columns without fields',
    class extends declare(Person, ['name']) {},
    'SERIALIZERS_BAD_NESTING',
    "{ name: ['first', 'last'] }"
  ],
  [
    'the key of several parts as one',
    class extends declare(Person, ['home']) {},
    'SERIALIZERS_BAD_NESTING',
    "{ home: ['country', 'town'] }"
  ],
  [
    'an option about another field',
    class extends declare(Person, ['nick'], { optional: ['id'] }) {},
    'SERIALIZERS_UNKNOWN_OPTION',
    'Its fields are nick.'
  ]
])('refuses to boot with %s', async (_case, serializer, code, hint) => {
  @Route('/people')
  class PersonController extends Controller {
    @Get('/', { returns: [serializer] })
    list() {
      return Person.all()
    }
  }
  const booting = createApp({ controllers: [PersonController], database, logger: false })
  await expect(booting).rejects.toMatchObject({
    problems: [{ code, hint: expect.stringContaining(hint) as string }]
  })
})

it('takes a column that is never read as input', async () => {
  class SignUp extends ModelSerializer(Person, ['nick', 'password'], {
    writeOnly: ['password']
  }) {}

  @Route('/people')
  class PersonController extends Controller {
    @Get('/', { returns: [SignUp] })
    list() {
      return Person.all()
    }
  }
  await Person.create({ nick: 'Cirrus', password: 'secret' })
  const app = await createApp({ controllers: [PersonController], database, logger: false })
  expect((await app.inject('/people/')).json()).toEqual([{ nick: 'Cirrus' }])
  await app.close()
})

it.each([
  ['refuses', 'development', true, 500, 'SERIALIZERS_BAD_OUTPUT'],
  ['lets through', 'production', false, 200, '']
])('%s what does not fit in %s', async (_case, _mode, development, status, code) => {
  class Nick extends ModelSerializer(Person, ['nick', 'id']) {}

  @Route('/people')
  class PersonController extends Controller {
    @Get('/', { returns: Nick })
    show() {
      return { nick: 7, id: 1, password: 'secret' }
    }
  }
  const controllers = [PersonController]
  const settings = { controllers, database, development, allowedHosts: ['*'] }
  const lines: string[] = []
  const stream = { write: (line: string) => void lines.push(line) }
  const app = await createApp({ ...settings, logger: { level: 'error', stream } })
  const { statusCode, body } = await app.inject('/people/')
  expect(statusCode).toBe(status)
  expect(lines.join()).toContain(code)
  expect(body).not.toContain('secret')
  await app.close()
})
