import { Column, Entity, Model, PrimaryGeneratedColumn, type Where } from '../../../src/models'
import { describeEngines } from '../engine'

@Entity('postgres_kinds')
class Kinds extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column('text', { array: true }) tags!: string[]
  @Column('int', { array: true, nullable: true }) counts!: number[] | null
  @Column('jsonb', { nullable: true }) data!: Record<string, unknown> | null
  @Column('timestamptz', { nullable: true }) at!: Date | null
  @Column('smallint', { nullable: true }) small!: number | null
  @Column('real', { nullable: true }) real!: number | null
  @Column({ type: 'enum', enum: [1, 2], nullable: true }) level!: 1 | 2 | null
  @Column('inet', { nullable: true }) address!: string | null
  @Column('char', { length: 5, nullable: true }) code!: string | null
}

const found = async (where: Where<Kinds>): Promise<string> =>
  (await Kinds.filter(where).orderBy('id')).map(({ id }) => id).join(' ')

describeEngines(
  (engine) => {
    beforeAll(async () => {
      await engine.open({ entities: [Kinds], lasts: 'suite' })
      await Kinds.create({
        ...{ tags: ['a', 'b,"c"'], counts: [1, 2], data: { a: 1, b: [null] }, small: 7 },
        ...{ at: new Date('2024-12-31T23:30:00Z'), real: 0.5, level: 2, address: '10.0.0.1' },
        code: 'abc'
      })
      await Kinds.create({ tags: [] })
    })

    it.each<[string, Where<Kinds>]>([
      ['1', { tags: ['a', 'b,"c"'] }],
      ['', { tags: ['a'] }],
      ['2', { tags: [] }],
      ['2', { tags: { not: ['a', 'b,"c"'] } }],
      ['1', { counts: [1, 2] }],
      ['', { counts: [2, 1] }],
      ['2', { counts: { isNull: true } }],
      ['1', { data: { b: [null], a: 1 } }],
      ['2', { data: null }],
      ['1', { at: { year: 2024, month: 12, day: 31, hour: 23 } }],
      ['1', { at: { date: '2024-12-31' } }],
      ['', { at: { year: 2025 } }],
      ['1', { small: 7 }],
      ['', { small: 70_000 }],
      ['1', { small: { lt: 70_000 } }],
      ['1', { small: { in: [7, 70_000, 7.5] } }],
      ['1', { small: { between: [-1e9, 1e9] } }],
      ['1', { real: 0.5 }],
      ['1', { level: 2 }],
      ['1', { level: { in: [1, 2] } }],
      ['', { level: 3 as 1 }],
      ['1', { address: '10.0.0.1' }],
      ['1', { address: { startsWith: '10.' } }],
      ['1', { code: 'abc' }]
    ])('finds %s by %j', async (expected, where) => {
      expect(await found(where)).toBe(expected)
    })
  },
  ({ kind }) => kind === 'postgres'
)
