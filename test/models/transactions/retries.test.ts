import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import { openDatabase } from '../../../src/models'
import { afterCommit } from '../../../src/models/transactions/after-commit'
import { atomic } from '../../../src/models/transactions/atomic'
import { isWorthRetrying } from '../../../src/models/transactions/failures'
import { describeEngines, type Engine } from '../engine'
import { boom, Note, openNotes, texts, write } from './notes'

const deadlock = (): Error => Object.assign(new Error('deadlock'), { errno: 1213 })

describeEngines((engine) => {
  beforeEach(async () => {
    await openNotes(engine, { acquireTimeout: 5_000 })
  })

  it('runs the whole again, and calls back for the try that was committed', async () => {
    const called: number[] = []
    let tries = 0
    const result = await atomic(
      async () => {
        const attempt = ++tries
        afterCommit(() => called.push(attempt))
        await write(`try ${attempt}`)
        if (attempt < 3) throw deadlock()
        return attempt
      },
      { retries: 5 }
    )
    expect(result).toBe(3)
    expect(called).toEqual([3])
    expect(await texts()).toEqual(['try 3'])
  })

  it.each<[string, () => Error, number | undefined, number]>([
    ['as often as it was told', deadlock, 2, 3],
    ['nothing where it was not told to', deadlock, undefined, 1],
    ['nothing after an error of another kind', () => boom, 5, 1]
  ])('repeats %s', async (_case, error, retries, expected) => {
    let tries = 0
    const work = atomic(
      async () => {
        tries++
        await write('lost')
        throw error()
      },
      { retries }
    )
    await expect(work).rejects.toThrow()
    expect(tries).toBe(expected)
    expect(await texts()).toEqual([])
  })

  it.each([NaN, -1])('refuses %p retries', async (retries) => {
    const work = jest.fn()
    await expect(atomic(work, { retries })).rejects.toThrow(
      `MODEL_BAD_RETRIES: A transaction was to be tried again ${retries} times.`
    )
    expect(work).not.toHaveBeenCalled()
  })

  it('repeats no inner block alone', async () => {
    let tries = 0
    const inner = async (): Promise<void> => {
      tries++
      throw deadlock()
    }
    await atomic(() => atomic(inner, { retries: 5 }).catch(() => undefined))
    expect(tries).toBe(1)
  })

  if (engine.kind !== 'sqlite') {
    it('gets through a deadlock', async () => {
      await Promise.all(['a', 'b'].map((text) => write(text)))
      const works = [
        [1, 2],
        [2, 1]
      ].map(([first, second]) =>
        atomic(
          async (manager) => {
            await manager.increment(Note, { id: first }, 'count', 1)
            await sleep(50)
            await manager.increment(Note, { id: second }, 'count', 1)
          },
          { retries: 5 }
        )
      )
      await Promise.all(works)
      const rows = await Note.all()
      expect(rows.map(({ count }) => count)).toEqual([2, 2])
    })
  }

  if (engine.kind === 'postgres') {
    it('loses no update between serialisable transactions', async () => {
      const { id } = await write('counter')
      const count = (): Promise<unknown> =>
        atomic(
          async () => {
            const row = await Note.get({ id })
            row.count++
            await row.save()
          },
          { isolation: 'SERIALIZABLE', retries: 50 }
        )
      await Promise.all(Array.from({ length: 10 }, count))
      expect((await Note.get({ id })).count).toBe(10)
    })
  }
})

describeEngines(
  (engine) => {
    it('waits for another process that writes', async () => {
      const other = await openNotes(engine)
      const runner = other.createQueryRunner()
      await runner.startTransaction()
      await runner.query("INSERT INTO note (text, count) VALUES ('other', 0)")
      const dataSource = await openAgain(engine)
      let tries = 0
      const work = (retries: number): Promise<unknown> =>
        atomic(
          async (manager) => {
            tries++
            await manager.insert(Note, { text: 'mine' })
          },
          { retries, dataSource }
        )
      try {
        await expect(work(1)).rejects.toMatchObject({ code: 'MODEL_WRITE_TIMEOUT' })
        expect(tries).toBe(2)
        const waiting = work(100)
        await sleep(30)
        await runner.commitTransaction()
        await waiting
        expect(await dataSource.manager.count(Note)).toBe(2)
      } finally {
        await runner.release()
        await dataSource.destroy()
      }
    })
  },
  ({ name }) => name === 'an SQLite file'
)

/** The same file once more, with a short patience. */
function openAgain(engine: Engine): Promise<DataSource> {
  const database = { ...engine.options(), busyTimeout: 10 } as never
  return openDatabase({ database, entities: [Note] })
}

it.each([
  ['a serialisation failure of PostgreSQL', { code: '40001' }, true],
  ['a deadlock of PostgreSQL', { code: '40P01' }, true],
  ['a deadlock of MySQL', { errno: 1213 }, true],
  ['a lock of MySQL that did not come', { errno: 1205 }, true],
  ['a busy SQLite', { code: 'SQLITE_BUSY_SNAPSHOT' }, true],
  ['one of these as the cause of another error', { cause: { driverError: { errno: 1213 } } }, true],
  ['a unique violation', { code: '23505' }, false],
  ['a lost connection', { code: 'ECONNRESET' }, false],
  ['something that is no error', 'text', false]
])('knows whether to repeat after %s', (_case, error, expected) => {
  expect(isWorthRetrying(error)).toBe(expected)
})
