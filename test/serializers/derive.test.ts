import {
  Column,
  Entity,
  ManyToOne,
  Model,
  openDatabase,
  PrimaryGeneratedColumn,
  type DataSource
} from '../../src/models'
import {
  ModelSerializer,
  omit,
  partial,
  pick,
  Serializer,
  Type,
  type SerializerClass
} from '../../src/serializers'
import { compileInput } from '../../src/serializers/input'

@Entity('derived_shelf')
class Shelf extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar') room!: string
}

@Entity('derived_jar')
class Jar extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('varchar') label!: string
  @Column('integer') grams!: number
  @ManyToOne(() => Shelf, { nullable: false }) shelf!: Shelf
}

class NewJar extends ModelSerializer(Jar, ['label', 'grams', { shelf: ['id'] }], {
  rename: { label: 'name' },
  fields: { grams: { minimum: 1 } }
}) {}

class Login extends Serializer(
  Type.Object({ email: Type.String(), password: Type.String() }, { additionalProperties: false })
) {}

let database: DataSource
beforeAll(async () => {
  database = await openDatabase({ database: 'sqlite::memory:', entities: [Shelf, Jar] })
})
afterAll(() => database.destroy())

const issuesOf = <S>(serializer: SerializerClass<S>, value: object) =>
  (compileInput(serializer, 'json')(value) ?? []).map(({ path, code }) => `${path} ${code}`)

it.each<[string, SerializerClass<object>, object, string[]]>([
  ['a partial one takes nothing', partial(NewJar), {}, []],
  ['a partial one checks what it is given', partial(NewJar), { grams: 0 }, ['grams minimum']],
  ['a partial one knows its fields', partial(NewJar), { id: 1 }, ['id additionalProperties']],
  ['a partial schema takes nothing', partial(Login), {}, []],
  [
    'of some fields the others are unknown',
    pick(NewJar, ['label']),
    { name: 'a', grams: 1 },
    ['grams additionalProperties']
  ],
  ['a nested field is one of them', pick(NewJar, ['shelf']), { shelf: { id: 1 } }, []],
  ['without a field it is not asked for', omit(NewJar, ['label', 'shelf']), { grams: 1 }, []],
  ['a schema without a field does not ask for it', omit(Login, ['password']), { email: 'a' }, []],
  [
    'a schema of some fields knows no others',
    pick(Login, ['email']),
    { email: 'a', password: 'b' },
    ['password additionalProperties']
  ]
])('%s', (_case, serializer, value, issues) => {
  expect(issuesOf(serializer, value)).toEqual(issues)
})

it('is a class to extend, with the type of what is left', () => {
  class Change extends partial(omit(NewJar, ['shelf'])) {}
  const change: Change = { grams: 2 }
  // @ts-expect-error the shelf was left out
  const other: Change = { shelf: { id: 1 } }
  expect([issuesOf(Change, change), issuesOf(Change, other)]).toEqual([
    [],
    ['shelf additionalProperties']
  ])
})
