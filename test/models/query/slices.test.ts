import type { DataSource } from 'typeorm'
import type { QuerySet } from '../../../src/models'
import { describeEngines } from '../engine'
import { library, Person } from './library'

const names = async (people: QuerySet<Person>): Promise<string> =>
  (await people).map(({ name }) => name).join('')
const nameOf = async (person: Promise<Person | undefined>): Promise<string | undefined> =>
  (await person)?.name

describeEngines((engine) => {
  let dataSource: DataSource
  beforeAll(async () => {
    dataSource = await engine.open({ entities: library, lasts: 'suite' })
    const years = { a: 3, b: null, c: 1, d: 2, e: null }
    for (const [name, year] of Object.entries(years)) {
      await Person.create({ name, year, publisher: null, teacher: null })
    }
  })

  it.each<[string, () => QuerySet<Person>]>([
    ['abcde', () => Person.all().orderBy('name')],
    ['edcba', () => Person.all().orderBy('-name')],
    ['edcba', () => Person.all().orderBy('name').reverse()],
    ['abcde', () => Person.all().orderBy('name').reverse().reverse()],
    ['edcba', () => Person.all().reverse()],
    ['edcba', () => Person.all().orderBy('name').orderBy('-id')],
    ['cda', () => Person.exclude({ year: null }).orderBy('year')],
    // without a value comes first upwards, on every engine
    ['becda', () => Person.all().orderBy('year', 'name')],
    ['adceb', () => Person.all().orderBy('year', 'name').reverse()],
    ['adcbe', () => Person.all().orderBy('-year', 'name')],
    ['bc', () => Person.all().orderBy('name').slice(1, 3)],
    ['ab', () => Person.all().orderBy('name').slice(0, 2)],
    ['cde', () => Person.all().orderBy('name').slice(2)],
    ['', () => Person.all().orderBy('name').slice(2, 2)],
    ['', () => Person.all().orderBy('name').slice(9, 12)],
    ['c', () => Person.all().orderBy('name').slice(1, 4).slice(1, 2)],
    ['cd', () => Person.all().orderBy('name').slice(1, 4).slice(1)],
    ['d', () => Person.all().orderBy('name').slice(1, 4).slice(2, 9)],
    ['', () => Person.all().orderBy('name').slice(1, 4).slice(3)],
    ['bcd', () => Person.all().orderBy('name').limit(3).offset(1)],
    ['bcd', () => Person.all().orderBy('name').offset(1).limit(3)],
    ['de', () => Person.all().orderBy('name').offset(3)],
    ['', () => Person.all().limit(0)],
    ['abcde', () => Person.all().orderBy('name').distinct()],
    ['ab', () => Person.all().distinct().orderBy('teacher.name', 'name').limit(2)],
    ['', () => Person.all().none()],
    ['', () => Person.all().none().filter({ name: 'a' })]
  ])('answers with %s', async (expected, people) => {
    expect(await names(people())).toBe(expected)
  })

  it.each<[string | undefined, () => Promise<Person | undefined>]>([
    ['a', () => Person.all().first()],
    ['e', () => Person.all().last()],
    ['e', () => Person.all().reverse().first()],
    ['a', () => Person.all().reverse().last()],
    ['c', () => Person.exclude({ year: null }).orderBy('year').first()],
    ['a', () => Person.exclude({ year: null }).orderBy('year').last()],
    ['b', () => Person.all().slice(1, 3).first()],
    ['c', () => Person.all().slice(1, 3).last()],
    ['e', () => Person.all().orderBy('name').slice(3, 99).last()],
    ['d', () => Person.all().orderBy('-name').slice(1, 3).first()],
    [undefined, () => Person.all().slice(9, 12).first()],
    [undefined, () => Person.all().slice(9, 12).last()],
    [undefined, () => Person.all().limit(0).first()],
    [undefined, () => Person.all().limit(0).last()],
    [undefined, () => Person.all().none().first()],
    [undefined, () => Person.all().none().last()],
    [undefined, () => Person.filter({ name: 'x' }).last()]
  ])('finds %s at an end', async (expected, person) => {
    expect(await nameOf(person())).toBe(expected)
  })

  it('counts slices', async () => {
    expect(await Person.all().slice(1, 3).count()).toBe(2)
    expect(await Person.all().slice(4, 99).count()).toBe(1)
    expect(await Person.all().slice(5).exists()).toBe(false)
    expect(await Person.all().slice(4).exists()).toBe(true)
    expect(await Person.all().none().count()).toBe(0)
    expect(await Person.all().none().exists()).toBe(false)
  })

  it.each<[string, () => unknown]>([
    ['filter', () => Person.all().limit(2).filter({ name: 'a' })],
    ['exclude', () => Person.all().slice(1).exclude({ name: 'a' })],
    ['orderBy', () => Person.all().limit(2).orderBy('name')],
    ['reverse', () => Person.all().offset(1).reverse()],
    ['distinct', () => Person.all().limit(2).distinct()],
    ['filter', () => Person.all().limit(2).get({ name: 'a' })]
  ])('refuses to %s a slice', async (method, ask) => {
    await expect(Promise.resolve().then(ask)).rejects.toMatchObject({
      code: 'MODEL_SLICE_IS_LAST',
      message: expect.stringContaining(`A slice of Person was told to ${method}.`) as string
    })
  })

  it('queries another database', async () => {
    const other = await engine.open({ entities: library })
    expect(await Person.all().count()).toBe(0)
    expect(await Person.all().using(dataSource).count()).toBe(5)
    expect(
      await names(
        Person.filter({ year: { gt: 1 } })
          .using(dataSource)
          .reverse()
      )
    ).toBe('da')
    expect(Person.all().using(other)).toBeInstanceOf(Person.all().constructor)
    await other.destroy()
    expect(await Person.all().count()).toBe(5)
  })
})
