import type { DataSource } from 'typeorm'
import { atomic, Column, Entity, Model, PrimaryColumn, type QuerySet } from '../../../src/models'
import { describeEngines } from '../engine'
import { Book, Genre, library, Person, Seat } from './library'

@Entity('stream_moment')
class Moment extends Model {
  @PrimaryColumn() at!: Date
  @Column() name!: string
}

class Place {
  @PrimaryColumn('int') x!: number
  @PrimaryColumn('int') y!: number
}

@Entity('stream_embedded')
class Cell extends Model {
  @Column(() => Place) place!: Place
  @Column() name!: string
}
const COUNT = 1_203

async function seen<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}
const numbersOf = async (people: QuerySet<Person>): Promise<(number | null)[]> =>
  (await seen(people)).map(({ year }) => year)

describeEngines((engine) => {
  let dataSource: DataSource
  beforeAll(async () => {
    const entities = [...library, Moment, Cell]
    dataSource = await engine.open({ entities, lasts: 'suite' })
    const teacher = await Person.create({ name: 'p0', year: 0, publisher: null, teacher: null })
    const people = Array.from({ length: COUNT - 1 }, (_, index) => ({
      name: `p${(index + 1) % 7}`,
      year: index + 1,
      teacher
    }))
    await Person.bulkCreate(people)
    const seats = Array.from({ length: COUNT }, (_, index) => ({
      row: Math.floor(index / 100),
      letter: `l${String(index % 100).padStart(2, '0')}`
    }))
    await Seat.bulkCreate(seats)
    const genres = Array.from({ length: COUNT }, (_, index) => ({ name: `g${index}` }))
    await Genre.bulkCreate(genres)
    const cells = Array.from({ length: COUNT }, (_, index) => ({
      place: { x: index % 3, y: index },
      name: `c${index}`
    }))
    await Cell.bulkCreate(cells)
  })

  const queries = (): number => (dataSource.logger.logQuery as jest.Mock).mock.calls.length
  const spy = (): jest.SpyInstance => jest.spyOn(dataSource.logger, 'logQuery')

  it('reads all rows in batches by key', async () => {
    const log = spy()
    const years = await numbersOf(Person.all())
    expect(queries()).toBe(3)
    log.mockRestore()
    expect(years).toEqual(Array.from({ length: COUNT }, (_, index) => index))
  })

  it('reads few rows by one query', async () => {
    const log = spy()
    expect(await numbersOf(Person.filter({ year: { lt: 3 } }))).toEqual([0, 1, 2])
    expect(await numbersOf(Person.all().orderBy('-year').limit(2))).toEqual([1202, 1201])
    expect(await numbersOf(Person.filter({ year: { lt: 3 } }).orderBy('-year'))).toEqual([2, 1, 0])
    expect(queries()).toBe(3)
    log.mockRestore()
  })

  it.each([
    ['upwards', () => Person.all().orderBy('year')],
    ['downwards', () => Person.all().orderBy('-year')],
    ['by a name that many have', () => Person.all().orderBy('name', '-year')],
    ['by a related row', () => Person.all().orderBy('teacher.name', 'year')],
    ['reversed', () => Person.all().reverse()],
    ['of a slice', () => Person.all().orderBy('year').slice(100, 1_150)],
    ['of a slice without an end', () => Person.all().orderBy('year').offset(650)],
    ['of excluded rows', () => Person.exclude({ year: { lt: 100 } }).orderBy('-year')]
  ])('reads the same rows as at once: %s', async (_case, people) => {
    const atOnce = await people()
    expect((await seen(people())).map(({ id }) => id)).toEqual(atOnce.map(({ id }) => id))
  })

  it.each([
    [() => Person.all().slice(100, 1_150), 100, 1_149],
    [() => Person.all().offset(650), 650, COUNT - 1],
    [() => Person.all().limit(1_000), 0, 999],
    [() => Person.exclude({ year: { lt: 100 } }), 100, COUNT - 1]
  ])('reads slices in the order of the key', async (people, first, last) => {
    const years = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    expect(await numbersOf(people())).toEqual(years)
  })

  it('reads rows with keys of several parts, and with UUIDs', async () => {
    const seats = await seen(Seat.all())
    expect(seats.map(({ row, letter }) => `${row} ${letter}`)).toEqual(
      (await Seat.all().orderBy('row', 'letter')).map(({ row, letter }) => `${row} ${letter}`)
    )
    expect(await seen(Seat.all().orderBy('-letter', 'row'))).toEqual(
      await Seat.all().orderBy('-letter', 'row')
    )
    expect(new Set((await seen(Genre.all())).map(({ name }) => name)).size).toBe(COUNT)
    expect(await seen(Genre.all().orderBy('name'))).toEqual(await Genre.all().orderBy('name'))
  })

  it('reads rows whose key is embedded', async () => {
    expect((await seen(Cell.all())).map(({ name }) => name)).toEqual(
      (await Cell.all().orderBy('place.x', 'place.y')).map(({ name }) => name)
    )
    const names = (await seen(Cell.all().orderBy('-place.y'))).map(({ name }) => name)
    expect(names).toEqual(Array.from({ length: COUNT }, (_, index) => `c${COUNT - 1 - index}`))
  })

  it('loads relations for each batch', async () => {
    const log = spy()
    const people = await seen(Person.all().with('teacher', 'books'))
    expect(queries()).toBe(6)
    log.mockRestore()
    expect(people[1_000]!.teacher!.name).toBe('p0')
    expect(people.every(({ books }) => books.length === 0)).toBe(true)
  })

  it('reads within a transaction', async () => {
    await atomic(async () => {
      await Person.create({ name: 'new', year: 9_999, publisher: null, teacher: null })
      const years = await numbersOf(Person.filter({ year: { gt: 1_200 } }))
      expect(years).toEqual([1_201, 1_202, 9_999])
      throw new Error('undo')
    }).catch(({ message }: Error) => expect(message).toBe('undo'))
    expect(await Person.filter({ year: 9_999 }).exists()).toBe(false)
  })

  it('leaves nothing open where it is left early', async () => {
    for (let round = 0; round < engine.connections * 2; round++) {
      for await (const { year } of Person.all()) if (year === 700) break
      for await (const { year } of Person.all().orderBy('-year')) if (year === 300) break
    }
    const failing = async (): Promise<void> => {
      for await (const { year } of Person.all()) if (year === 700) throw new Error('stop')
    }
    await expect(failing()).rejects.toThrow('stop')
    expect(await Person.all().count()).toBe(COUNT)
  })

  it('is not disturbed by what happens to the rows meanwhile', async () => {
    const change = () => dataSource.manager.update(Person, { year: 1_000 }, { name: 'changed' })
    const years: (number | null)[] = []
    for await (const person of Person.filter({ year: { gte: 0 } })) {
      if (person.year === 3) await change()
      if (person.year === 1_000) expect(person.name).toBe('changed')
      years.push(person.year)
    }
    expect(years).toHaveLength(COUNT)
  })

  it('reads rows at once whose keys cannot be compared exactly', async () => {
    await Moment.create({ at: new Date(1), name: 'a' })
    await Moment.create({ at: new Date(2), name: 'b' })
    expect((await seen(Moment.all().orderBy('-at'))).map(({ name }) => name)).toEqual(['b', 'a'])
    expect(await seen(Moment.all())).toHaveLength(2)
  })

  it('reads no rows where there are none', async () => {
    expect(await seen(Book.all())).toEqual([])
    expect(await seen(Person.all().none())).toEqual([])
    expect(await seen(Person.all().limit(0))).toEqual([])
    expect(await seen(Person.all().orderBy('name').offset(5_000))).toEqual([])
    expect(
      await seen(
        Person.filter({ year: { lt: 2 } })
          .valuesList('year')
          .flat()
      )
    ).toEqual([0, 1])
  })
})
