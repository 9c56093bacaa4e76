import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import { afterCommit, reportAfterCommit } from '../../../src/models/transactions/after-commit'
import { atomic } from '../../../src/models/transactions/atomic'
import { currentRunner } from '../../../src/models/transactions/current'
import { describeEngines } from '../engine'
import { boom, openNotes, texts, write } from './notes'

describeEngines((engine) => {
  let dataSource: DataSource
  let called: string[]
  beforeEach(async () => {
    called = []
    dataSource = await openNotes(engine)
  })

  const later = (name: string): void => afterCommit(() => called.push(name))

  it('calls back when the transaction is committed, in the order in which it was asked', async () => {
    await atomic(async () => {
      later('1')
      await atomic(() => later('2'))
      await write('a')
      later('3')
      expect(called).toEqual([])
    })
    expect(called).toEqual(['1', '2', '3'])
  })

  it('waits for one callback before the next, and for all before it returns', async () => {
    await atomic(() => {
      afterCommit(async () => {
        await sleep(5)
        called.push('slow')
      })
      later('quick')
    })
    expect(called).toEqual(['slow', 'quick'])
  })

  it('calls nobody after a rollback', async () => {
    const work = atomic(async () => {
      later('never')
      await atomic(() => later('nor this'))
      throw boom
    })
    await expect(work).rejects.toBe(boom)
    expect(called).toEqual([])
  })

  it('forgets the callbacks of a savepoint that was rolled back', async () => {
    await atomic(async () => {
      later('outer')
      const inner = atomic(async () => {
        later('inner')
        await atomic(() => later('innermost'))
        throw boom
      })
      await expect(inner).rejects.toBe(boom)
    })
    expect(called).toEqual(['outer'])
  })

  it('calls back outside the transaction, where the rows are there for everybody', async () => {
    let seen: string[] = []
    await atomic(async () => {
      await write('a')
      afterCommit(async () => {
        expect(currentRunner(dataSource)).toBeUndefined()
        seen = await texts()
        await atomic(() => write('b'))
        later('at once')
        expect(called).toEqual(['at once'])
      })
    })
    expect(seen).toEqual(['a'])
    expect(await texts()).toEqual(['a', 'b'])
  })

  it('reports what a callback throws, and goes on', async () => {
    const reported: unknown[] = []
    reportAfterCommit(dataSource, (error) => reported.push(error))
    const result = await atomic(async () => {
      await write('a')
      afterCommit(() => {
        throw boom
      })
      afterCommit(() => Promise.reject(boom))
      later('the rest')
      return 'done'
    })
    expect(result).toBe('done')
    expect(reported).toEqual([boom, boom])
    expect(called).toEqual(['the rest'])
    expect(await texts()).toEqual(['a'])
  })

  it('calls back at once outside a transaction', async () => {
    const reported: unknown[] = []
    reportAfterCommit(dataSource, (error) => reported.push(error))
    later('now')
    afterCommit(() => {
      throw boom
    })
    expect(called).toEqual(['now'])
    expect(reported).toEqual([boom])
  })
})

it('says on the console what nobody else hears of', () => {
  const log = jest.spyOn(console, 'error').mockImplementation()
  afterCommit(() => {
    throw boom
  })
  expect(log).toHaveBeenCalledWith('A callback of afterCommit failed:', boom)
  log.mockRestore()
})
