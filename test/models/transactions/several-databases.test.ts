import type { DataSource } from 'typeorm'
import { openDatabase } from '../../../src/models'
import { afterCommit } from '../../../src/models/transactions/after-commit'
import { atomic } from '../../../src/models/transactions/atomic'
import { currentRunner } from '../../../src/models/transactions/current'
import { boom, Note, texts, write } from './notes'

let notes: DataSource
let others: DataSource

beforeEach(async () => {
  notes = await openDatabase({ database: 'sqlite::memory:', entities: [Note], synchronize: true })
  others = await openDatabase({ database: 'sqlite::memory:', entities: [] })
})

afterEach(async () => {
  for (const dataSource of [notes, others]) {
    if (dataSource.isInitialized) await dataSource.destroy()
  }
})

it('asks which database is meant', async () => {
  await expect(atomic(() => write('a'))).rejects.toThrow(
    /MODEL_SEVERAL_DATABASES: A transaction was begun and 2 databases are open: .*":memory:".*\n.*atomic\(fn, \{ dataSource \}\)/
  )
})

it('takes the one that is open', async () => {
  await others.destroy()
  await atomic(() => write('a'))
  expect(await texts()).toEqual(['a'])
})

it('runs a transaction of one database inside that of another', async () => {
  const work = atomic(
    async () => {
      await write('a')
      await atomic((manager) => manager.query('CREATE TABLE kept (id INTEGER)'), {
        dataSource: others
      })
      throw boom
    },
    { dataSource: notes }
  )
  await expect(work).rejects.toBe(boom)
  expect(await texts()).toEqual([])
  expect(await others.query('SELECT * FROM kept')).toEqual([])
})

it('means the innermost one where nobody says', async () => {
  const called: string[] = []
  await atomic(
    async () => {
      await atomic(
        async () => {
          afterCommit(() => called.push('inner'))
          afterCommit(() => called.push('outer'), { dataSource: notes })
          await atomic(() => expect(currentRunner(others)).toBeDefined())
        },
        { dataSource: others }
      )
      expect(called).toEqual(['inner'])
      expect(currentRunner(others)).toBeUndefined()
    },
    { dataSource: notes }
  )
  expect(called).toEqual(['inner', 'outer'])
})
