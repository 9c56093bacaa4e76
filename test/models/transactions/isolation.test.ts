import type { DataSource } from 'typeorm'
import { atomic } from '../../../src/models/transactions/atomic'
import { describeEngines } from '../engine'
import { openNotes, texts, write } from './notes'

const LEVEL_OF = {
  postgres: 'SHOW transaction_isolation',
  mysql:
    'SELECT trx_isolation_level AS level FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = connection_id()',
  sqlite: 'PRAGMA read_uncommitted'
}

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await openNotes(engine)
  })

  it('begins the transaction at the level that was asked for', async () => {
    const level = await atomic(
      async (manager) => {
        await write('a')
        const [row] = await manager.query<object[]>(LEVEL_OF[engine.kind])
        return String(Object.values(row!)[0]).toUpperCase()
      },
      { isolation: 'SERIALIZABLE' }
    )
    expect(level).toBe(engine.kind === 'sqlite' ? '0' : 'SERIALIZABLE')
    expect(await texts()).toEqual(['a'])
  })

  it('lets an inner block ask for what the outer one has', async () => {
    const same = { isolation: 'SERIALIZABLE' } as const
    await atomic(() => atomic(() => write('a'), same), same)
    expect(await texts()).toEqual(['a'])
  })

  it('refuses another level inside', async () => {
    const work = atomic(() => atomic(() => write('a'), { isolation: 'SERIALIZABLE' }))
    await expect(work).rejects.toMatchObject({
      code: 'MODEL_BAD_ISOLATION',
      hint: expect.stringContaining('outermost')
    })
  })

  if (engine.kind === 'sqlite') {
    it('refuses a level that SQLite does not have', async () => {
      await expect(atomic(() => write('a'), { isolation: 'READ COMMITTED' })).rejects.toThrow(
        "MODEL_BAD_ISOLATION: This database has no isolation level \"READ COMMITTED\".\n  Hint: Use 'READ UNCOMMITTED' or 'SERIALIZABLE', or leave it out."
      )
      expect(dataSource.isInitialized).toBe(true)
    })
  }
})
