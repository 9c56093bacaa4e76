import type { DataSource } from 'typeorm'
import { query } from '../../../src/models'
import { atomic } from '../../../src/models/transactions/atomic'
import { currentRunner, outsideTransaction } from '../../../src/models/transactions/current'
import { describeHolders } from '../../../src/models/transactions/holders'
import { repository } from '../../../src/models/transactions/repository'
import { describeEngines } from '../engine'
import { boom, Note, openNotes, texts, write } from './notes'

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await openNotes(engine, { acquireTimeout: 2_000 })
  })

  it('keeps what was stored, and returns what the work returned', async () => {
    const inside = await atomic(async () => {
      await write('a')
      return texts()
    })
    expect(inside).toEqual(['a'])
    expect(await texts()).toEqual(['a'])
  })

  it('keeps nothing of what throws, and passes the error on', async () => {
    const work = atomic(async () => {
      await write('a')
      throw boom
    })
    await expect(work).rejects.toBe(boom)
    expect(await texts()).toEqual([])
  })

  it('keeps nothing of work that throws before it is asynchronous', async () => {
    const work = atomic(() => {
      void write('a').catch(() => undefined)
      throw boom
    })
    await expect(work).rejects.toBe(boom)
    expect(await texts()).toEqual([])
  })

  it.each<[string, () => PromiseLike<unknown>]>([
    ['Model.create', () => Note.create({ text: 'new' })],
    ['a row', () => Object.assign(new Note(), { text: 'new' }).save()],
    ['a row that was deleted', async () => (await Note.get({ text: 'old' })).delete()],
    ['repository()', () => repository(Note).insert({ text: 'new' })],
    ['repository().save', () => repository(Note).save({ text: 'new' })],
    [
      'a query builder',
      () => repository(Note).createQueryBuilder().update().set({ text: 'new' }).execute()
    ],
    ['SQL', () => repository(Note).query("INSERT INTO note (text) VALUES ('new')")]
  ])('takes %s into the transaction', async (_case, change) => {
    await write('old')
    const work = atomic(async () => {
      await change()
      expect(await texts()).not.toEqual(['old'])
      throw boom
    })
    await expect(work).rejects.toBe(boom)
    expect(await texts()).toEqual(['old'])
  })

  it('hands out a manager that belongs to the transaction', async () => {
    const work = atomic(async (manager) => {
      expect(manager).toBe(repository(Note).manager)
      await manager.save(Note, { text: 'a' })
      await manager.query("INSERT INTO note (text) VALUES ('b')")
      expect(await texts()).toEqual(['a', 'b'])
      throw boom
    })
    await expect(work).rejects.toBe(boom)
    expect(await texts()).toEqual([])
  })

  it('runs a query set that the work returns inside', async () => {
    const rows = await atomic(async () => {
      await write('a')
      return query(Note)
    })
    expect(rows).toMatchObject([{ text: 'a' }])
  })

  it('does not begin before the first query', async () => {
    await atomic(async () => {
      expect(describeHolders(dataSource)).toBe('')
      await write('a')
      expect(describeHolders(dataSource)).toMatch(
        /^ One transaction is open for \d\.\d s, begun by/
      )
    })
    expect(describeHolders(dataSource)).toBe('')
  })

  it('does not leak into what runs beside it', async () => {
    await atomic(async () => {
      await write('a')
      expect(outsideTransaction(() => currentRunner(dataSource))).toBeUndefined()
      expect(currentRunner(dataSource)).toBeDefined()
    })
    expect(currentRunner(dataSource)).toBeUndefined()
  })

  it('keeps each of many parallel transactions to itself', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        atomic(async () => {
          const { id } = await write(`n${index}`)
          await Note.get({ id })
          if (index % 4 === 0) throw boom
        })
      )
    )
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5)
    const kept = Array.from({ length: 20 }, (_, index) => index).filter((index) => index % 4 > 0)
    expect((await texts()).sort()).toEqual(kept.map((index) => `n${index}`).sort())
  })

  if (engine.connections > 1) {
    it('hides from others what is not committed', async () => {
      await atomic(async () => {
        await write('a')
        expect(await outsideTransaction(texts)).toEqual([])
      })
      expect(await texts()).toEqual(['a'])
    })
  }
})

it('needs an open database', async () => {
  await expect(atomic(() => 1)).rejects.toMatchObject({ code: 'MODEL_NO_DATABASE' })
})
