import type { DataSource } from 'typeorm'
import { atomic } from '../../../src/models/transactions/atomic'
import { describeEngines } from '../engine'
import { boom, Note, openNotes, texts, write } from './notes'

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await openNotes(engine, { acquireTimeout: 2_000 })
  })

  const failing = (text: string): Promise<never> =>
    atomic(async () => {
      await write(text)
      throw boom
    })

  it('rolls an inner block back alone', async () => {
    await atomic(async () => {
      await write('before')
      await expect(failing('inner')).rejects.toBe(boom)
      await write('after')
    })
    expect(await texts()).toEqual(['before', 'after'])
  })

  it('rolls inner blocks back with the outer one', async () => {
    const work = atomic(async () => {
      await atomic(() => write('inner'))
      throw boom
    })
    await expect(work).rejects.toBe(boom)
    expect(await texts()).toEqual([])
  })

  it('nests as deep as it is asked to', async () => {
    await atomic(async () => {
      await write('1')
      await atomic(async () => {
        await write('2')
        await expect(failing('3')).rejects.toBe(boom)
        await atomic(() => write('4'))
      })
      await expect(failing('5')).rejects.toBe(boom)
    })
    expect(await texts()).toEqual(['1', '2', '4'])
  })

  it('rolls an inner block back that comes before any query of the outer one', async () => {
    await atomic(async () => {
      await expect(failing('inner')).rejects.toBe(boom)
      await write('outer')
    })
    expect(await texts()).toEqual(['outer'])
  })

  it('lets the manager of the outer block work in the inner one', async () => {
    await atomic(async (manager) => {
      const inner = atomic(async () => {
        await manager.insert(Note, { text: 'inner' })
        throw boom
      })
      await expect(inner).rejects.toBe(boom)
    })
    expect(await texts()).toEqual([])
  })

  it("takes TypeORM's own transactions as inner blocks", async () => {
    await atomic(async (manager) => {
      await write('outer')
      const inner = manager.transaction(async (own) => {
        await own.save(Note, { text: 'inner' })
        throw boom
      })
      await expect(inner).rejects.toBe(boom)
      await expect(
        manager.transaction('SERIALIZABLE', () => Promise.resolve())
      ).rejects.toMatchObject({
        code: 'MODEL_BAD_ISOLATION'
      })
      await manager.transaction((own) => own.save(Note, { text: 'third' }))
    })
    expect(await texts()).toEqual(['outer', 'third'])
  })

  it('copes with a transaction that somebody begins on its query runner', async () => {
    await atomic(async ({ queryRunner }) => {
      await queryRunner!.startTransaction()
      await write('undone')
      await queryRunner!.rollbackTransaction()
      await queryRunner!.startTransaction()
      await write('left open')
    })
    expect(await texts()).toEqual(['left open'])
    await dataSource.manager.insert(Note, { text: 'later' })
    expect(await texts()).toEqual(['left open', 'later'])
  })

  describe('with savepoint: false', () => {
    const joined = { savepoint: false }

    it('is a part of the block around', async () => {
      const work = atomic(async () => {
        await atomic(() => write('inner'), joined)
        throw boom
      })
      await expect(work).rejects.toBe(boom)
      expect(await texts()).toEqual([])
    })

    it('rolls the block around back where it fails, whoever catches the error', async () => {
      const work = atomic(async () => {
        await write('outer')
        const inner = atomic(() => Promise.reject(boom), joined)
        await expect(inner).rejects.toBe(boom)
      })
      await expect(work).rejects.toMatchObject({
        code: 'MODEL_TRANSACTION_BROKEN',
        message: expect.stringContaining('`savepoint: false` failed inside this one'),
        cause: boom
      })
      expect(await texts()).toEqual([])
    })

    it('lets nothing run in a block that it has spoilt', async () => {
      const work = atomic(async () => {
        await atomic(() => Promise.reject(boom), joined).catch(() => undefined)
        await write('late')
      })
      await expect(work).rejects.toMatchObject({ code: 'MODEL_TRANSACTION_BROKEN', cause: boom })
    })

    it('spoils no more than the nearest savepoint', async () => {
      await atomic(async () => {
        await write('outer')
        const inner = atomic(async () => {
          await write('inner')
          await atomic(() => Promise.reject(boom), joined).catch(() => undefined)
        })
        await expect(inner).rejects.toMatchObject({ cause: boom })
      })
      expect(await texts()).toEqual(['outer'])
    })

    it('is a transaction of its own where there is none around', async () => {
      const work = atomic(async () => {
        await write('a')
        throw boom
      }, joined)
      await expect(work).rejects.toBe(boom)
      expect(await texts()).toEqual([])
    })
  })
})
