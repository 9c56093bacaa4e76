import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource, QueryRunner } from 'typeorm'
import { describeEngines } from './engine'
import { Account } from './entities'

/** A transaction that has written and goes on until `finish()`. */
async function hang(dataSource: DataSource): Promise<{ finish: () => Promise<void> }> {
  const runner: QueryRunner = dataSource.createQueryRunner()
  await runner.startTransaction()
  await runner.manager.insert(Account, { name: 'hanging', balance: 0 })
  return {
    async finish() {
      await runner.commitTransaction()
      await runner.release()
    }
  }
}

describeEngines((engine) => {
  const open = (acquireTimeout = 5_000): Promise<DataSource> => engine.open({ acquireTimeout })
  const isSingle = engine.connections === 1

  it('serves 200 readers at once', async () => {
    const dataSource = await open()
    const done: number[] = []
    const numbers = Array.from({ length: 200 }, (_, index) => index)
    const read = (index: number): Promise<unknown> =>
      dataSource.query('SELECT 1 AS one').then(() => done.push(index))
    await Promise.all(numbers.map(read))
    // several connections may finish in another order than they began
    expect(isSingle ? done : done.sort((a, b) => a - b)).toEqual(numbers)
  })

  if (engine.kind === 'sqlite') {
    it('serves writers first come, first served, after a hanging transaction', async () => {
      const dataSource = await open()
      const { finish } = await hang(dataSource)
      const writes = Array.from({ length: 20 }, (_, index) =>
        dataSource.manager.insert(Account, { name: `n${index}`, balance: 0 })
      )
      await finish()
      await Promise.all(writes)
      const rows = await dataSource.manager.find(Account, { order: { id: 'ASC' } })
      expect(rows.map(({ name }) => name)).toEqual([
        'hanging',
        ...Array.from({ length: 20 }, (_, index) => `n${index}`)
      ])
    })
  }

  if (isSingle) {
    it('makes everyone wait for a hanging transaction, in the order in which they came', async () => {
      const dataSource = await open()
      const { finish } = await hang(dataSource)
      const order: string[] = []
      const ask = (name: string, sql: string): Promise<unknown> =>
        dataSource.query(sql).then(() => order.push(name))
      const waiting = [
        ask('read 1', 'SELECT * FROM account'),
        ask('write', "INSERT INTO account (name, balance) VALUES ('x', 1)"),
        ask('read 2', 'SELECT * FROM account')
      ]
      await sleep(20)
      expect(order).toEqual([])
      await finish()
      await Promise.all(waiting)
      expect(order).toEqual(['read 1', 'write', 'read 2'])
    })

    it('names the timeout of a query that waits for a transaction around it', async () => {
      const dataSource = await open(50)
      const inside = dataSource.transaction(() => dataSource.manager.count(Account))
      await expect(inside).rejects.toMatchObject({
        code: 'DATABASE_POOL_TIMEOUT',
        status: 503,
        message: expect.stringContaining('the only one is in use and 1 query waits')
      })
      expect(await dataSource.manager.count(Account)).toBe(0)
    })
  } else {
    it('lets readers pass a hanging transaction, and see nothing of it', async () => {
      const dataSource = await open()
      const { finish } = await hang(dataSource)
      const reads = Array.from({ length: 50 }, () => dataSource.manager.count(Account))
      expect(new Set(await Promise.all(reads))).toEqual(new Set([0]))
      await finish()
      expect(await dataSource.manager.count(Account)).toBe(1)
    })

    if (engine.kind === 'sqlite') {
      it('lets readers pass the writers that wait for a hanging transaction', async () => {
        const dataSource = await open()
        const { finish } = await hang(dataSource)
        const writers = Array.from({ length: 10 }, (_, index) =>
          dataSource.transaction((manager) =>
            manager.save(Account, { name: `n${index}`, balance: 0 })
          )
        )
        const counts = await Promise.all(
          Array.from({ length: 50 }, () => dataSource.manager.count(Account))
        )
        expect(new Set(counts)).toEqual(new Set([0]))
        await finish()
        await Promise.all(writers)
        expect(await dataSource.manager.count(Account)).toBe(11)
      })

      it('names the timeout of a writer that waits for a transaction around it', async () => {
        const dataSource = await open(50)
        const inside = dataSource.transaction(() =>
          dataSource.manager.insert(Account, { name: 'stuck', balance: 0 })
        )
        await expect(inside).rejects.toMatchObject({ code: 'MODEL_WRITE_TIMEOUT', status: 503 })
        expect(await dataSource.manager.count(Account)).toBe(0)
      })
    }
  }

  it('finishes the work in flight before it closes, and refuses what comes later', async () => {
    const dataSource = await open()
    const { driver } = dataSource
    const work = dataSource.transaction(async (manager) => {
      await manager.insert(Account, { name: 'first', balance: 0 })
      await sleep(20)
      await manager.insert(Account, { name: 'second', balance: 0 })
      return manager.count(Account)
    })
    const queued = Array.from({ length: 10 }, () => dataSource.manager.count(Account))
    await sleep(5)
    const closing = dataSource.destroy()
    const late = driver.createQueryRunner('master').query('SELECT 1')
    await expect(late).rejects.toMatchObject({ code: 'MODEL_DATABASE_CLOSED' })
    expect(await work).toBe(2)
    await Promise.all(queued)
    await closing
  })

  it('cuts off what does not finish while it closes', async () => {
    const dataSource = await engine.open({ closeTimeout: 30 })
    const runner = dataSource.createQueryRunner()
    await runner.startTransaction()
    await runner.manager.insert(Account, { name: 'lost', balance: 0 })
    await dataSource.destroy()
    await expect(runner.query('SELECT 1')).rejects.toThrow(/closed|released/i)
    await runner.release()
  })
})
