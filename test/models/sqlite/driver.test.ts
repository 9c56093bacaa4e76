import { dirname, join } from 'node:path'
import { stat } from 'node:fs/promises'
import type { DataSource, EntitySubscriberInterface } from 'typeorm'
import { Column, Entity, Model, openDatabase, PrimaryGeneratedColumn } from '../../../src/models'
import { newFile, removeFiles } from '../engine'

@Entity({ database: 'visits.sqlite3' })
class Visit extends Model {
  @PrimaryGeneratedColumn() id!: number
  @Column() path!: string
  @Column({ default: 0 }) bytes!: number
}

describe.each(['sqlite', 'better-sqlite3'])('%s', (scheme) => {
  let dataSource: DataSource
  const open = async (database: string): Promise<DataSource> =>
    (dataSource = await openDatabase({ database, entities: [Visit], synchronize: true }))
  afterEach(() => dataSource.destroy())
  afterAll(removeFiles)

  const texts = async (work: () => Promise<unknown>): Promise<[string, unknown][]> => {
    const seen = jest.spyOn(dataSource.logger, 'logQuery')
    await work()
    return seen.mock.calls.map(([sql, parameters]) => [sql, parameters])
  }

  it('attaches the file of an entity that lives in another one, to every connection', async () => {
    const file = await newFile()
    await open(`${scheme}:${file}`)
    await Visit.create({ path: '/' })
    const counts = await Promise.all(Array.from({ length: 20 }, () => Visit.count()))
    expect(counts).toEqual(new Array(20).fill(1))
    expect((await stat(join(dirname(file), 'visits.sqlite3'))).isFile()).toBe(true)
    expect(await dataSource.query("SELECT * FROM sqlite_master WHERE name = 'visit'")).toEqual([])
  })

  it('binds numbers, so that one text is prepared once', async () => {
    await open(`${scheme}:${await newFile()}`)
    const seen = await texts(async () => {
      for (const id of [1, 2, 3]) await Visit.filter({ id })
    })
    expect(new Set(seen.map(([sql]) => sql)).size).toBe(1)
    expect(seen.map(([, parameters]) => parameters)).toEqual([[1], [2], [3]])
  })

  it('compares integers beyond 32 bits as integers', async () => {
    await open(`${scheme}:${await newFile()}`)
    await Visit.create({ path: '3000000000', bytes: 3_000_000_000 })
    const builder = dataSource.createQueryBuilder(Visit, 'v')
    const found = builder.where('v.path = :n AND v.bytes IN (:...list)', { n: 3e9, list: [1, 3e9] })
    expect(await found.getCount()).toBe(1)
    expect(await dataSource.query('SELECT typeof(bytes) AS type FROM visit')).toEqual([
      { type: 'integer' }
    ])
  })

  it('tells subscribers of every query, and the logger of slow and failed ones', async () => {
    await open(`${scheme}:${await newFile()}`)
    const heard: string[] = []
    const subscriber: EntitySubscriberInterface = {
      beforeQuery: ({ query }) => void heard.push(`before ${query}`),
      afterQuery: ({ query, success }) => void heard.push(`after ${query} ${success}`)
    }
    dataSource.subscribers.push(subscriber)
    dataSource.setOptions({ maxQueryExecutionTime: -1 } as object)
    const slow = jest.spyOn(dataSource.logger, 'logQuerySlow').mockImplementation()
    const failed = jest.spyOn(dataSource.logger, 'logQueryError').mockImplementation()
    await dataSource.query('SELECT 1')
    await expect(dataSource.query('SELEC')).rejects.toThrow('syntax error')
    expect(heard).toEqual([
      'before SELECT 1',
      'after SELECT 1 true',
      'before SELEC',
      'after SELEC false'
    ])
    expect([slow.mock.calls.length, failed.mock.calls.length]).toEqual([1, 1])
  })

  it('refuses named parameters and a released runner, as every driver does', async () => {
    await open(`${scheme}::memory:`)
    const runner = dataSource.createQueryRunner()
    await expect(runner.query('SELECT :a', { a: 1 })).rejects.toThrow('named placeholders')
    await runner.release()
    await runner.release()
    await expect(runner.query('SELECT 1')).rejects.toThrow('released')
    await expect(runner.stream('SELECT 1')).rejects.toThrow('released')
  })
})
