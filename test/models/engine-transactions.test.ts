import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource, EntityManager } from 'typeorm'
import { describeEngines } from './engine'
import { Account, Writer } from './entities'

const names = (manager: EntityManager): Promise<string[]> =>
  manager.find(Account, { order: { id: 'ASC' } }).then((rows) => rows.map(({ name }) => name))

const add = (manager: EntityManager, name: string): Promise<Account> =>
  manager.save(Object.assign(new Account(), { name, balance: 0 }))

const boom = new Error('boom')

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await engine.open({ acquireTimeout: 5_000 })
  })

  it('keeps all that was committed by 20 parallel transactions and nothing that was rolled back', async () => {
    const account = await add(dataSource.manager, 'shared')
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        dataSource.transaction(async (manager) => {
          await manager.increment(Account, { id: account.id }, 'balance', 1)
          await sleep(index % 3)
          await add(manager, `n${index}`)
          if (index % 4 === 0) throw boom
        })
      )
    )
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5)
    const { balance } = await dataSource.manager.findOneByOrFail(Account, { id: account.id })
    expect(balance).toBe(15)
    const kept = Array.from({ length: 20 }, (_, index) => index).filter((index) => index % 4 !== 0)
    expect((await names(dataSource.manager)).sort()).toEqual(
      ['shared', ...kept.map((index) => `n${index}`)].sort()
    )
  })

  if (engine.kind === 'sqlite') {
    it('loses no update of transactions that read before they write', async () => {
      const { id } = await add(dataSource.manager, 'shared')
      const countUp = (): Promise<unknown> =>
        dataSource.transaction(async (manager) => {
          const { balance } = await manager.findOneByOrFail(Account, { id })
          await sleep(1)
          await manager.update(Account, id, { balance: balance + 1 })
        })
      await Promise.all(Array.from({ length: 20 }, countUp))
      expect(await dataSource.manager.findOneBy(Account, { id })).toMatchObject({ balance: 20 })
    })
  }

  it('rolls an inner transaction back and keeps the outer one', async () => {
    await dataSource.transaction(async (outer) => {
      await add(outer, 'outer')
      const inner = outer.transaction(async (manager) => {
        await add(manager, 'inner')
        throw boom
      })
      await expect(inner).rejects.toBe(boom)
      await outer.transaction((manager) => add(manager, 'second'))
    })
    expect(await names(dataSource.manager)).toEqual(['outer', 'second'])
  })

  it('rolls everything back with the outer transaction', async () => {
    const outer = dataSource.transaction(async (manager) => {
      await manager.transaction((inner) => add(inner, 'inner'))
      throw boom
    })
    await expect(outer).rejects.toBe(boom)
    expect(await names(dataSource.manager)).toEqual([])
  })

  it('leaves the connection usable after a failed statement', async () => {
    for (let round = 0; round < 6; round++) {
      const failing = dataSource.transaction(async (manager) => {
        await add(manager, 'lost')
        await manager.query('SELECT * FROM no_such_table')
      })
      await expect(failing).rejects.toThrow('no_such_table')
    }
    await dataSource.transaction((manager) => add(manager, 'kept'))
    expect(await names(dataSource.manager)).toEqual(['kept'])
  })

  it('rolls back the transaction of a query runner that is released inside it', async () => {
    const runner = dataSource.createQueryRunner()
    await runner.connect()
    await runner.startTransaction()
    await add(runner.manager, 'lost')
    await runner.release()
    await add(dataSource.manager, 'kept')
    expect(await names(dataSource.manager)).toEqual(['kept'])
  })

  it('runs the queries of one transaction in the order in which they were asked for', async () => {
    await dataSource.transaction(async (manager) => {
      await Promise.all(Array.from({ length: 30 }, (_, index) => add(manager, `n${index}`)))
    })
    const expected = Array.from({ length: 30 }, (_, index) => `n${index}`)
    expect(await names(dataSource.manager)).toEqual(expected)
  })

  it('keeps nothing of queries that go on after their transaction was rolled back', async () => {
    for (let round = 0; round < 10; round++) {
      let stray: Promise<unknown> = Promise.resolve()
      const failing = dataSource.transaction((manager) => {
        stray = (async () => {
          for (const name of ['a', 'b', 'c', 'd']) {
            await manager.insert(Account, { name, balance: 0 })
            await sleep(round % 2)
          }
        })()
        return Promise.all([stray, manager.query('SELECT * FROM no_such_table')])
      })
      await expect(failing).rejects.toThrow('no_such_table')
      await expect(stray).rejects.toThrow(/MODEL_TRANSACTION_ENDED|released|aborted/)
    }
    expect(await names(dataSource.manager)).toEqual([])
  })

  it('refuses a query that was asked for inside a transaction and comes after its end', async () => {
    const runner = dataSource.createQueryRunner()
    await runner.startTransaction()
    const rollback = runner.query('ROLLBACK')
    const late = runner.query("INSERT INTO account (name, balance) VALUES ('late', 0)")
    await rollback
    await expect(late).rejects.toMatchObject({ code: 'MODEL_TRANSACTION_ENDED' })
    await runner.release()
    expect(await names(dataSource.manager)).toEqual([])
  })

  it('enforces foreign keys and unique columns', async () => {
    await dataSource.manager.insert(Writer, { name: 'one' })
    await expect(dataSource.manager.insert(Writer, { name: 'one' })).rejects.toThrow(
      /unique|duplicate/i
    )
    const orphan = dataSource.createQueryBuilder().insert().into('book')
    await expect(orphan.values({ title: 'orphan', writer: { id: 99 } }).execute()).rejects.toThrow(
      /foreign key/i
    )
  })
})
