import {
  Column,
  Entity,
  f,
  ManyToMany,
  JoinTable,
  ManyToOne,
  Model,
  PrimaryColumn,
  PrimaryGeneratedColumn
} from '../../../src/models'
import { describeEngines } from '../engine'

@Entity('value_owner')
class Owner extends Model {
  @PrimaryColumn('int') id!: number
  @Column({ default: '' }) name!: string
}

class Part {
  @Column({ default: '' }) label!: string
}

@Entity('value_wide')
class Wide extends Model {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id!: string
}

@Entity('value_holder')
class Holder extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column({ nullable: true }) text!: string
  @Column('int', { nullable: true }) integer!: number
  @Column('bigint', { nullable: true }) wide!: string
  @Column('decimal', { precision: 12, scale: 2, nullable: true }) decimal!: string
  @Column('float', { nullable: true }) float!: number
  @Column({ nullable: true }) boolean!: boolean
  @Column('uuid', { nullable: true }) uuid!: string
  @Column('simple-enum', { enum: ['a', 'b'], nullable: true }) letter!: 'a' | 'b'
  @Column({ nullable: true }) moment!: Date
  @Column('date', { nullable: true }) day!: string
  @Column('simple-json', { nullable: true }) json!: unknown
  @Column({ nullable: true }) bytes!: Buffer
  @Column('simple-array', { nullable: true }) list!: string[]
  @Column('varchar', { nullable: true, transformer: { to: same, from: same } }) own!: unknown
  @Column(() => Part) part!: Part
  @ManyToOne(() => Owner, { nullable: true }) owner!: Owner | null
  @ManyToMany(() => Owner) @JoinTable() owners!: Owner[]
}

function same(value: unknown): unknown {
  return value
}

const circular: { self?: unknown } = {}
circular.self = circular

const misfits: readonly (readonly [keyof Holder, string, unknown])[] = [
  ['text', 'an object', { a: 1 }],
  ['text', 'a list', ['a']],
  ['text', '5', 5],
  ['text', 'a boolean', true],
  ['text', 'an instance of Date', new Date()],
  ['text', 'a symbol', Symbol('x')],
  ['integer', 'an object', { a: 1 }],
  ['integer', 'a text that does not fit', ''],
  ['integer', 'a text that does not fit', '1 OR 1=1'],
  ['integer', '1.5', 1.5],
  ['integer', 'NaN', NaN],
  ['integer', 'Infinity', Infinity],
  ['integer', 'an instance of Date', new Date()],
  ['wide', '1e+21', 1e21],
  ['wide', 'a bigint', 2n ** 70n],
  ['decimal', 'Infinity', Infinity],
  ['decimal', 'a text that does not fit', 'much'],
  ['float', 'NaN', NaN],
  ['float', 'a text that does not fit', 'much'],
  ['boolean', 'a text that does not fit', 'true'],
  ['boolean', '1', 1],
  ['uuid', 'a text that does not fit', 'abc'],
  ['letter', 'a text that does not fit', 'c'],
  ['moment', 'an invalid date', new Date(NaN)],
  ['moment', 'a text that does not fit', 'soon'],
  ['moment', '0', 0],
  ['day', 'a text that does not fit', '2026-02-30'],
  ['json', 'a function', same],
  ['json', 'an object', circular],
  ['json', 'an object', { wide: 1n }],
  ['bytes', 'a text that does not fit', 'abc'],
  ['list', 'a text that does not fit', 'a,b'],
  ['own', 'an object', { a: 1 }],
  ['owner', 'a text that does not fit', 'abc']
]

describeEngines((engine) => {
  beforeAll(() => engine.open({ entities: [Owner, Holder], lasts: 'suite' }))

  describe.each(misfits)('refuses for %s %s', (field, what, value) => {
    const error = {
      ...{ code: 'MODEL_BAD_PARAMETER', entity: 'Holder', field },
      what: `Holder.${field} was to be stored as ${what}.`
    }
    const values = { [field]: value }

    it('in a new row', () => expect(Holder.create(values)).rejects.toMatchObject(error))

    it('in many', () => expect(Holder.bulkCreate([{}, values])).rejects.toMatchObject(error))

    it('in an update', () => expect(Holder.all().update(values)).rejects.toMatchObject(error))

    it('in a row that is saved', async () => {
      const row = await Holder.create({})
      const owner = Object.assign(new Owner(), { id: value })
      Object.assign(row, field === 'owner' ? { owner } : values)
      await expect(row.save()).rejects.toMatchObject(error)
    })
  })

  it.each([
    ['integer', '42', 42],
    ['integer', true, 1],
    ['wide', 2 ** 60, '1152921504606846976'],
    ['wide', '-9223372036854775808', '-9223372036854775808'],
    ['float', '1.5', 1.5],
    ['uuid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', expect.stringMatching(/^a0eebc99-/i)],
    ['moment', '2026-01-31T12:00:00Z', new Date('2026-01-31T12:00:00Z')],
    ['moment', new Date('0999-01-31T12:00:00Z'), new Date('0999-01-31T12:00:00Z')],
    ['bytes', new Uint8Array([1, 39, 0]), Buffer.from([1, 39, 0])],
    ['json', '', ''],
    ['json', false, false],
    ['own', 7, '7']
  ] as const)('stores for %s %p', async (field, value, stored) => {
    const { id } = await Holder.create({ [field]: value })
    expect(await Holder.get({ id })).toMatchObject({ [field]: stored })
    await Holder.filter({ id }).update({ [field]: value })
    expect(await Holder.get({ id })).toMatchObject({ [field]: stored })
  })

  it('refuses a key of another kind', async () => {
    const row = await Holder.create({})
    const message =
      'Owner.id was to be stored as a text that does not fit.\n  Hint: Give an integer.'
    await expect(row.related('owners').add('abc')).rejects.toThrow(message)
    const owner = Object.assign(new Owner(), { id: { a: 1 } })
    await expect(owner.delete()).rejects.toThrow('Owner.id was to be stored as an object')
    await expect(owner.save()).rejects.toThrow('Owner.id was to be stored as an object')
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['a row', () => Holder.create(null as never), 'Holder was to be stored as null'],
    ['rows', () => Holder.bulkCreate([null as never]), 'Holder was to be stored as null'],
    ['changes', () => Holder.all().update([] as never), 'Holder was to be stored as a list'],
    [
      'an embedded object',
      () => Holder.create({ part: null as never }),
      'Holder.part was to be stored as null'
    ],
    [
      'a changed one',
      () => Holder.all().update({ part: 'x' as never }),
      'Holder.part was to be stored as a text'
    ]
  ])('refuses what is no object for %s', (_case, write, message) =>
    expect(write()).rejects.toThrow(`MODEL_BAD_PARAMETER: ${message}`)
  )

  it.each([{ a: 1 }, '1', NaN, Infinity, null, undefined])(
    'computes nothing with %p',
    (operand) => {
      expect(() => f<number>('integer').plus(operand as number)).toThrow(
        expect.objectContaining({ code: 'MODEL_BAD_PARAMETER' }) as Error
      )
    }
  )
})

describeEngines(
  (engine) => {
    beforeAll(() => engine.open({ entities: [Owner, Holder], lasts: 'suite' }))

    it('refuses a NUL character, which PostgreSQL does not store', () =>
      expect(Holder.create({ text: 'a\0b' })).rejects.toMatchObject({
        what: 'Holder.text was to be stored as a text that does not fit.'
      }))

    it.each([
      ['moment', Infinity],
      ['decimal', 'NaN'],
      ['float', -Infinity]
    ])('saves the %s %s, which PostgreSQL answers with', async (field, value) => {
      const { id } = await Holder.create({ [field]: value })
      const row = await Holder.get({ id })
      expect(row).toMatchObject({ [field]: value })
      await row.save()
      expect(await Holder.get({ id })).toEqual(row)
    })
  },
  ({ kind }) => kind === 'postgres'
)

// a sequence of PostgreSQL does not look at the keys that rows were given
describeEngines(
  (engine) => {
    beforeAll(() => engine.open({ entities: [Wide], lasts: 'suite' }))

    it('has the exact key of a row, however many there were before', async () => {
      await Wide.create({ id: '9007199254740992' })
      const row = await Wide.create({})
      expect(row.id).toBe('9007199254740993')
      expect(await Wide.count({ id: row.id })).toBe(1)
    })
  },
  ({ kind }) => kind !== 'postgres'
)
