import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import { atomic } from '../../../src/models/transactions/atomic'
import { outsideTransaction } from '../../../src/models/transactions/current'
import { describeEngines } from '../engine'
import { boom, Note, openNotes, texts, write } from './notes'

describeEngines((engine) => {
  const open = (poolSize?: number): Promise<DataSource> =>
    openNotes(engine, {
      poolSize: engine.kind === 'sqlite' ? undefined : poolSize,
      acquireTimeout: 150
    })

  it('says what holds the connections when none comes free', async () => {
    const dataSource = await open(1)
    const work = atomic(
      async () => {
        await write('a')
        await outsideTransaction(() => dataSource.manager.insert(Note, { text: 'b' }))
      },
      { label: 'the report' }
    )
    const error: Error = await work.then(
      () => boom,
      (thrown: Error) => thrown
    )
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(DATABASE_POOL_TIMEOUT|MODEL_WRITE_TIMEOUT)$/),
      status: 503,
      message: expect.stringMatching(
        / One transaction is open for \d\.\d s, begun by the report\.\n/
      )
    })
    expect(await texts()).toEqual([])
  })

  it('names the line that began a transaction', async () => {
    const dataSource = await open(1)
    const work = atomic(async function report() {
      await write('a')
      await outsideTransaction(() => dataSource.manager.insert(Note, { text: 'b' }))
    })
    await expect(work).rejects.toThrow(/begun by .*pool\.test\.ts:\d+/)
  })

  it('serves others when a transaction has failed of it', async () => {
    const dataSource = await open(2)
    const works = Array.from({ length: 4 }, (_, index) =>
      atomic(async () => {
        await write(`n${index}`)
        await sleep(index < 2 ? 400 : 0)
      })
    )
    const results = await Promise.allSettled(works)
    expect(results.map(({ status }) => status)).toContain('rejected')
    await dataSource.manager.clear(Note)
    await Promise.all(['a', 'b'].map((text) => atomic(() => write(text))))
    expect((await texts()).sort()).toEqual(['a', 'b'])
  })

  if (engine.kind !== 'sqlite') {
    it('counts those who wait', async () => {
      const dataSource = await open(2)
      const hang = Promise.all(
        [1, 2].map(() =>
          atomic(async () => {
            await write('a')
            await sleep(400)
          })
        )
      )
      await sleep(50)
      const waiting = await Promise.allSettled([1, 2, 3].map(() => dataSource.query('SELECT 1')))
      const messages = waiting.map((result) => String((result as PromiseRejectedResult).reason))
      expect(messages[0]).toMatch(
        /No database connection was free within 150 ms: all 2 are in use and 3 queries wait\. 2 transactions are open, the oldest for \d\.\d s/
      )
      expect(messages[2]).toContain('1 query waits')
      await hang
    })

    it('gives back a connection that comes too late', async () => {
      const dataSource = await open(1)
      const hang = atomic(async () => {
        await write('a')
        await sleep(300)
      })
      await sleep(50)
      await expect(dataSource.query('SELECT 1')).rejects.toMatchObject({
        code: 'DATABASE_POOL_TIMEOUT'
      })
      await hang
      expect(await texts()).toEqual(['a'])
    })
  }
})
