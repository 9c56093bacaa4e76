import type { DataSource } from 'typeorm'
import { atomic } from '../../../src/models/transactions/atomic'
import { repository } from '../../../src/models/transactions/repository'
import { query } from '../../../src/models/query-set'
import { describeEngines } from '../engine'
import { Account } from '../entities'

const boom = new Error('boom')
const add = (name: string): Promise<unknown> => repository(Account).insert({ name, balance: 0 })
const names = (): Promise<string[]> =>
  query(Account)
    .orderBy('id')
    .then((rows) => rows.map(({ name }) => name))

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await engine.open({ acquireTimeout: 5_000 })
  })

  it('commits', async () => {
    expect(
      await atomic(async () => {
        await add('a')
        return names()
      })
    ).toEqual(['a'])
    expect(await names()).toEqual(['a'])
  })
  it('rolls back', async () => {
    await expect(
      atomic(async () => {
        await add('a')
        throw boom
      })
    ).rejects.toBe(boom)
    expect(await names()).toEqual([])
    expect(dataSource.isInitialized).toBe(true)
  })
})
