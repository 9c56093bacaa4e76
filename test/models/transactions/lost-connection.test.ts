import type { DataSource, EntityManager } from 'typeorm'
import { atomic } from '../../../src/models/transactions/atomic'
import { describeEngines, type Engine } from '../engine'
import { Note, openNotes, texts, write } from './notes'

const LOST = { code: 'MODEL_CONNECTION_LOST', status: 503 }

describeEngines(
  (engine) => {
    let dataSource: DataSource
    beforeEach(async () => {
      dataSource = await openNotes(engine, { acquireTimeout: 2_000 })
    })

    const kill = async (id: number): Promise<void> => {
      await dataSource.query(killing(engine, id))
    }

    it('fails the next query of the transaction whose connection is gone, and no other', async () => {
      const works = Array.from({ length: 6 }, (_, index) =>
        atomic(async (manager) => {
          await write(`n${index}`)
          if (index === 3) await kill(await connectionId(engine, manager))
          await write(`n${index} again`)
        })
      )
      const results = await Promise.allSettled(works)
      expect(results.map(({ status }) => status === 'rejected')).toEqual(
        works.map((_, index) => index === 3)
      )
      expect(results[3]).toMatchObject({ reason: LOST })
      expect(await texts()).toHaveLength(10)
      expect(await texts()).not.toContain('n3')
    })

    it('tells whoever catches the error again, and commits nothing', async () => {
      const work = atomic(async (manager) => {
        await write('a')
        await kill(await connectionId(engine, manager))
        await expect(write('b')).rejects.toMatchObject(LOST)
        await expect(write('c')).rejects.toMatchObject(LOST)
        await expect(atomic(() => write('d'))).rejects.toMatchObject(LOST)
      })
      await expect(work).rejects.toMatchObject(LOST)
      expect(await texts()).toEqual([])
    })

    it('notices at the commit', async () => {
      const work = atomic(async (manager) => {
        await write('a')
        await kill(await connectionId(engine, manager))
      })
      await expect(work).rejects.toMatchObject(LOST)
      expect(await texts()).toEqual([])
    })

    it('gives back every connection', async () => {
      for (let round = 0; round < 2 * engine.connections; round++) {
        const work = atomic(async (manager) => {
          await write('lost')
          await kill(await connectionId(engine, manager))
          await write('lost')
        })
        await expect(work).rejects.toMatchObject(LOST)
      }
      await Promise.all(
        Array.from({ length: 2 * engine.connections }, () => atomic(() => write('kept')))
      )
      expect(await dataSource.manager.count(Note)).toBe(2 * engine.connections)
    })
  },
  ({ kind }) => kind !== 'sqlite'
)

async function connectionId({ kind }: Engine, manager: EntityManager): Promise<number> {
  const [row] = await manager.query<{ id: number }[]>(
    `SELECT ${kind === 'postgres' ? 'pg_backend_pid' : 'connection_id'}() AS id`
  )
  return row!.id
}

function killing({ kind }: Engine, id: number): string {
  return kind === 'postgres' ? `SELECT pg_terminate_backend(${id})` : `KILL ${id}`
}
