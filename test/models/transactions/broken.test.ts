import type { DataSource, EntityManager } from 'typeorm'
import { atomic } from '../../../src/models/transactions/atomic'
import { inTurn } from '../../../src/models/transactions/turns'
import { describeEngines } from '../engine'
import { Note, openNotes, texts, write } from './notes'

const BROKEN = { code: 'MODEL_TRANSACTION_BROKEN' }

/** Fails, and lets nobody know. */
const mistake = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT * FROM no_such_table').catch(() => undefined)

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await openNotes(engine, { acquireTimeout: 2_000 })
  })

  it('leaves the pool usable after statements that failed', async () => {
    for (let round = 0; round < 6; round++) {
      const work = atomic(async (manager) => {
        await write('lost')
        await manager.query('SELECT * FROM no_such_table')
      })
      await expect(work).rejects.toThrow('no_such_table')
    }
    await atomic(() => write('kept'))
    expect(await texts()).toEqual(['kept'])
  })

  it('goes on after a statement that failed in an inner block', async () => {
    await atomic(async (manager) => {
      await write('before')
      const inner = atomic(() => manager.query('SELECT * FROM no_such_table'))
      await expect(inner).rejects.toThrow('no_such_table')
      await write('after')
    })
    expect(await texts()).toEqual(['before', 'after'])
  })

  it('runs what uses the connection itself in its turn', async () => {
    const order: string[] = []
    await atomic(async ({ queryRunner }) => {
      const first = inTurn(queryRunner!, async () => {
        await queryRunner!.query('SELECT 1')
        order.push('first')
      })
      const second = write('a').then(() => order.push('second'))
      await Promise.all([first, second])
    })
    expect(order).toEqual(['first', 'second'])
    const runner = dataSource.createQueryRunner()
    expect(await inTurn(runner, () => Promise.resolve('at once'))).toBe('at once')
    await runner.release()
  })

  if (engine.kind === 'postgres') {
    it('says what to do when PostgreSQL runs nothing more', async () => {
      const work = atomic(async (manager) => {
        await mistake(manager)
        await write('late')
      })
      await expect(work).rejects.toMatchObject({
        ...BROKEN,
        message: expect.stringMatching(
          /A statement of this transaction failed.*no_such_table" does not exist\.\n.*await atomic\(/
        ),
        cause: expect.objectContaining({ message: expect.stringContaining('no_such_table') })
      })
    })

    it('does not take for committed what PostgreSQL has rolled back', async () => {
      const work = atomic(async (manager) => {
        await write('lost')
        await mistake(manager)
      })
      await expect(work).rejects.toMatchObject(BROKEN)
      expect(await texts()).toEqual([])
    })

    it('keeps the outer block where an inner one hides its error', async () => {
      await atomic(async (manager) => {
        await write('outer')
        await expect(atomic(() => mistake(manager))).rejects.toMatchObject(BROKEN)
      })
      expect(await texts()).toEqual(['outer'])
    })

    it('commits what somebody has rolled back to a savepoint of his own', async () => {
      await atomic(async (manager) => {
        await write('kept')
        await manager.query('SAVEPOINT own')
        await mistake(manager)
        await manager.query('ROLLBACK TO SAVEPOINT own')
      })
      expect(await texts()).toEqual(['kept'])
    })
  } else {
    it('keeps what came before a statement whose error is caught', async () => {
      await atomic(async (manager) => {
        await write('kept')
        await mistake(manager)
      })
      expect(await texts()).toEqual(['kept'])
    })
  }

  if (engine.kind === 'mysql') {
    it('does not go on outside when a deadlock has ended the transaction', async () => {
      await Promise.all(['a', 'b'].map((text) => write(text)))
      const lock = (manager: EntityManager, id: number): Promise<unknown> =>
        manager.update(Note, id, { text: 'locked' })
      const meet = meeting(2)
      const works = [
        [1, 2],
        [2, 1]
      ].map(([first, second]) =>
        atomic(async (manager) => {
          await lock(manager, first!)
          await meet()
          await lock(manager, second!).catch(() => undefined)
          await write('late')
        })
      )
      const results = await Promise.allSettled(works)
      const failed = results.filter(({ status }) => status === 'rejected')
      expect(failed).toHaveLength(1)
      expect(failed[0]).toMatchObject({
        reason: { ...BROKEN, cause: { errno: 1213 } }
      })
      expect(await texts()).toEqual(['locked', 'locked', 'late'])
    })
  }
})

/** Lets nobody go on before all have come. */
function meeting(size: number): () => Promise<void> {
  let open = (): void => undefined
  const isOpen = new Promise<void>((resolve) => (open = resolve))
  let count = 0
  return () => {
    count++
    if (count === size) open()
    return isOpen
  }
}
