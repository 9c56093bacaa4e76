import { setTimeout as sleep } from 'node:timers/promises'
import { query, type EntityManager } from '../../../src/models'
import { afterCommit } from '../../../src/models/transactions/after-commit'
import { atomic } from '../../../src/models/transactions/atomic'
import { outsideTransaction } from '../../../src/models/transactions/current'
import { repository } from '../../../src/models/transactions/repository'
import { describeEngines } from '../engine'
import { boom, Note, openNotes, texts, write } from './notes'

const ENDED = { code: 'MODEL_TRANSACTION_ENDED' }

describeEngines((engine) => {
  beforeEach(async () => {
    await openNotes(engine, { acquireTimeout: 2_000 })
  })

  it.each<[string, (manager: EntityManager) => PromiseLike<unknown>]>([
    ['a model', () => write('late')],
    ['a query set', () => query(Note)],
    ['repository()', async () => repository(Note).find()],
    ['an inner block', () => atomic(() => write('late'))],
    ['a callback', async () => afterCommit(() => undefined)],
    ['SQL', (manager) => manager.query("INSERT INTO note (text) VALUES ('late')")],
    ['save', (manager) => manager.save(Note, { text: 'late' })],
    ['a read', (manager) => manager.find(Note)],
    ['a transaction of TypeORM', (manager) => manager.transaction(async () => undefined)]
  ])('refuses %s of a promise that goes on after the end', async (_case, work) => {
    let stray: Promise<unknown> = Promise.resolve()
    await atomic(async (manager) => {
      await write('in time')
      stray = sleep(5).then(() => work(manager))
    })
    await expect(stray).rejects.toMatchObject(ENDED)
    expect(await texts()).toEqual(['in time'])
  })

  it('refuses what comes before the transaction has begun and after it has ended', async () => {
    let stray: Promise<unknown> = Promise.resolve()
    await atomic((manager) => {
      stray = sleep(5).then(() => manager.find(Note))
    })
    await expect(stray).rejects.toMatchObject(ENDED)
  })

  it('refuses what goes on after an inner block, whatever the outer one does', async () => {
    await atomic(async () => {
      let stray: Promise<unknown> = Promise.resolve()
      await atomic(async () => {
        await write('inner')
        stray = sleep(5).then(() => write('late'))
      })
      await expect(stray).rejects.toMatchObject(ENDED)
    })
    expect(await texts()).toEqual(['inner'])
  })

  it('keeps nothing of what goes on after an error in Promise.all', async () => {
    for (let round = 0; round < 5; round++) {
      let stray: Promise<unknown> = Promise.resolve()
      const work = atomic(() => {
        stray = (async () => {
          for (const text of ['a', 'b', 'c', 'd']) {
            await write(text)
            await sleep(round % 2)
          }
        })()
        return Promise.all([stray, Promise.reject(boom)])
      })
      await expect(work).rejects.toBe(boom)
      await expect(stray).rejects.toMatchObject(ENDED)
    }
    expect(await texts()).toEqual([])
  })

  it('keeps what was asked for in time, although nobody waits for it', async () => {
    let stray: Promise<unknown> = Promise.resolve()
    await atomic(async (manager) => {
      stray = manager.query("INSERT INTO note (text) VALUES ('a')")
      void manager.query("INSERT INTO note (text) VALUES ('b')")
    })
    await stray
    expect(await texts()).toEqual(['a', 'b'])
  })

  it('lets what is told so go on outside', async () => {
    let stray: Promise<unknown> = Promise.resolve()
    await atomic(async () => {
      await write('inside')
      stray = outsideTransaction(async () => {
        await sleep(5)
        await write('outside')
      })
    })
    await stray
    expect(await texts()).toEqual(['inside', 'outside'])
  })

  it('runs nothing of an ended transaction on a connection that another one has', async () => {
    let stray: Promise<unknown> = Promise.resolve()
    let isLate = (): void => undefined
    const late = new Promise<void>((resolve) => (isLate = resolve))
    await atomic(async (manager) => {
      await write('first')
      stray = late.then(() => manager.query('DELETE FROM note'))
    })
    await atomic(async () => {
      await write('second')
      isLate()
      await expect(stray).rejects.toMatchObject(ENDED)
    })
    expect(await texts()).toEqual(['first', 'second'])
  })
})
