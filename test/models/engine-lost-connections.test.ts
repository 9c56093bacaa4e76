import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import { describeEngines } from './engine'
import { Account } from './entities'
import { Load, namesOf } from './load'

const CUT = /terminat|connection|closed|killed|ECONNRESET/i

const count = (dataSource: DataSource): Promise<number> => dataSource.manager.count(Account)

describeEngines(
  (engine) => {
    it('loses no row that was stored, and fails only the queries that were cut', async () => {
      const dataSource = await engine.open()
      const load = new Load(dataSource, 10)
      const cuts = 5
      for (let cut = 0; cut < cuts; cut++) {
        await load.more(30)
        await engine.cut()
      }
      await load.more(30)
      await load.stop()
      const names = await namesOf(dataSource)
      expect(load.stored.filter((name) => !names.has(name))).toEqual([])
      expect(load.errors.map(({ message }) => message).filter((text) => !CUT.test(text))).toEqual(
        []
      )
      expect(load.errors.length).toBeGreaterThan(0)
      // a connection that is not yet known to be gone may be handed out once more
      expect(load.errors.length).toBeLessThanOrEqual(cuts * engine.connections * 2)
    })

    it('opens new connections for those that were cut while nobody used them', async () => {
      const dataSource = await engine.open()
      await Promise.all(Array.from({ length: 20 }, () => count(dataSource)))
      for (let cut = 0; cut < 3; cut++) {
        await engine.cut()
        await sleep(200)
        const counts = await Promise.all(Array.from({ length: 20 }, () => count(dataSource)))
        expect(new Set(counts)).toEqual(new Set([0]))
      }
    })

    it('fails a transaction that was cut, stores nothing of it, and goes on', async () => {
      const dataSource = await engine.open()
      const transaction = dataSource.transaction(async (manager) => {
        await manager.insert(Account, { name: 'lost', balance: 0 })
        await engine.cut()
        await sleep(50)
        await manager.insert(Account, { name: 'lost too', balance: 0 })
      })
      await expect(transaction).rejects.toThrow(CUT)
      await dataSource.manager.insert(Account, { name: 'kept', balance: 0 })
      expect(await namesOf(dataSource)).toEqual(new Set(['kept']))
    })
  },
  ({ kind }) => kind !== 'sqlite'
)
