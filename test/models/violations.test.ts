import {
  Check,
  Column,
  Entity,
  ManyToOne,
  Model,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique
} from '../../src/models'
import { describeEngines } from './engine'

@Entity()
class Band extends Model {
  @PrimaryColumn() code!: string
  @Column({ unique: true }) name!: string
}

@Entity()
@Unique('one_title_a_year', ['title', 'year'])
@Check('year_is_positive', 'year > 0')
class Disc extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() title!: string
  @Column('int', { default: 1940 }) year!: number
  @Column('int', { name: 'side_count' }) sides!: number
  @ManyToOne(() => Band) band!: Band
}

const CHECK = 'ALTER TABLE disc ADD CONSTRAINT year_is_positive CHECK (year > 0)'

describeEngines((engine) => {
  let band: Band
  const disc = (values: object): Promise<Disc> =>
    Disc.create({ title: 'Nuages', sides: 2, band, ...values })

  beforeEach(async () => {
    const dataSource = await engine.open({ entities: [Band, Disc] })
    // TypeORM makes no checks on MySQL
    if (engine.kind === 'mysql') await dataSource.query(CHECK)
    band = await Band.create({ code: 'q', name: 'Quintette' })
  })

  it.each<[string, () => Promise<unknown>, object]>([
    [
      'a value of a unique column twice',
      () => Band.create({ code: 'r', name: 'Quintette' }),
      { code: 'MODEL_UNIQUE', status: 409, entity: 'Band', fields: ['name'] }
    ],
    [
      'values of a unique constraint twice',
      () => disc({}).then(() => disc({})),
      { code: 'MODEL_UNIQUE', status: 409, entity: 'Disc', fields: ['title', 'year'] }
    ],
    [
      'a key twice',
      () => Band.create({ code: 'q', name: 'Hot Club' }),
      { code: 'MODEL_UNIQUE', status: 409, entity: 'Band', fields: ['code'] }
    ],
    [
      'a relation to a row that does not exist',
      () => disc({ band: 'z' }),
      { code: 'MODEL_FOREIGN_KEY', status: 409, entity: 'Disc', fields: ['band'] }
    ],
    [
      'no value',
      () => disc({ title: null }),
      { code: 'MODEL_NOT_NULL', entity: 'Disc', fields: ['title'] }
    ],
    [
      'no value in a column of another name',
      () => Disc.create({ title: 'Nuages', band }),
      { code: 'MODEL_NOT_NULL', entity: 'Disc', fields: ['sides'] }
    ],
    [
      'a value against a check',
      () => disc({ year: -1 }),
      { code: 'MODEL_CHECK', entity: 'Disc', constraint: 'year_is_positive' }
    ],
    [
      'a change against a constraint',
      async () => Object.assign(await disc({}), { sides: null } as object).save(),
      { code: 'MODEL_NOT_NULL', entity: 'Disc', fields: ['sides'] }
    ]
  ])('names what is wrong with %s', async (_case, work, expected) => {
    await expect(work()).rejects.toMatchObject(expected)
  })

  it('says who still refers to a row that is deleted', async () => {
    await disc({})
    await expect(band.delete()).rejects.toMatchObject({
      code: 'MODEL_FOREIGN_KEY',
      status: 409,
      isReferenced: true
    })
    expect(await Band.count()).toBe(1)
  })
})
