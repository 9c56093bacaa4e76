import type { EntitySubscriberInterface, InsertEvent, TransactionCommitEvent } from 'typeorm'
import { atomic } from '../../../src/models/transactions/atomic'
import { describeEngines } from '../engine'
import { boom, Note, openNotes, texts, write } from './notes'

type Hooks = EntitySubscriberInterface<Note>

describeEngines((engine) => {
  const openWith = async (hooks: Hooks): Promise<void> => {
    const dataSource = await openNotes(engine, { acquireTimeout: 2_000 })
    dataSource.subscribers.push(hooks)
  }

  it('lets a subscriber write in the transaction of the row', async () => {
    const afterInsert = async ({ entity, manager }: InsertEvent<Note>): Promise<void> => {
      if (entity.text === 'a') await manager.save(Note, { text: 'copy' })
    }
    await openWith({ afterInsert })
    await atomic(() => write('a'))
    const work = atomic(async () => {
      await write('a')
      throw boom
    })
    await expect(work).rejects.toBe(boom)
    expect(await texts()).toEqual(['a', 'copy'])
  })

  it('lets a subscriber query while a statement runs', async () => {
    const asked: unknown[] = []
    const beforeQuery: Hooks['beforeQuery'] = async ({ query, manager }) => {
      if (!query.includes('INSERT')) return
      asked.push(await manager.query('SELECT 1 AS one'))
      asked.push(await atomic(() => manager.query('SELECT 2 AS two')))
    }
    await openWith({ beforeQuery })
    await atomic(() => write('a'))
    expect(asked).toHaveLength(2)
    expect(await texts()).toEqual(['a'])
  })

  it('tells subscribers of the outermost block alone', async () => {
    const told: string[] = []
    const note = (name: string) => (_event: TransactionCommitEvent) => void told.push(name)
    await openWith({
      beforeTransactionCommit: note('before commit'),
      afterTransactionCommit: note('after commit'),
      afterTransactionRollback: note('after rollback')
    })
    await atomic(async () => {
      await write('a')
      await atomic(() => write('b'))
    })
    await atomic(async () => {
      await write('c')
      throw boom
    }).catch(() => undefined)
    expect(told).toEqual(['before commit', 'after commit', 'after rollback'])
  })
})
