import { setTimeout as sleep } from 'node:timers/promises'
import { atomic } from '../../../src/models/transactions/atomic'
import { repository } from '../../../src/models/transactions/repository'
import { describeEngines } from '../engine'
import { boom, Note, openNotes, texts, write } from './notes'

const NAMES = Array.from({ length: 30 }, (_, index) => `n${index}`)

const insert = (text: string): Promise<unknown> =>
  repository(Note).query(`INSERT INTO note (text) VALUES ('${text}')`)

describeEngines((engine) => {
  beforeEach(async () => {
    await openNotes(engine, { acquireTimeout: 2_000 })
  })

  it('runs the queries of Promise.all one after the other', async () => {
    const warnings: unknown[] = []
    const hear = (warning: unknown): void => void warnings.push(warning)
    process.on('warning', hear)
    await atomic((manager) => Promise.all(NAMES.map((text) => manager.insert(Note, { text }))))
    // node emits warnings in a later turn
    await sleep(5)
    process.off('warning', hear)
    expect(warnings).toEqual([])
    expect(await texts()).toEqual(NAMES)
  })

  it('runs each inner block of Promise.all as a whole', async () => {
    const results = await atomic(() =>
      Promise.allSettled(
        NAMES.map((text, index) =>
          atomic(async () => {
            await write(text)
            await sleep(index % 3)
            await write(`${text} again`)
            if (index % 2 === 0) throw boom
          })
        )
      )
    )
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(15)
    const kept = NAMES.filter((_, index) => index % 2 === 1)
    expect(await texts()).toEqual(kept.flatMap((text) => [text, `${text} again`]))
  })

  it('keeps a query of the outer block out of an inner one that is rolled back', async () => {
    await atomic(async () => {
      const inner = atomic(async () => {
        await write('inner')
        await sleep(5)
        throw boom
      })
      const outer = write('outer')
      await expect(inner).rejects.toBe(boom)
      await outer
    })
    expect(await texts()).toEqual(['outer'])
  })

  it('keeps the queries of an inner block together with those of its own Promise.all', async () => {
    await atomic(async () => {
      await Promise.all([
        atomic(() => Promise.all([insert('a'), atomic(() => insert('b')), insert('c')])),
        insert('d')
      ])
    })
    expect(await texts()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('undoes an inner block that runs while the outer one fails', async () => {
    const work = atomic(async () => {
      await write('outer')
      void atomic(async () => {
        await sleep(5)
        await write('inner')
      }).catch(() => undefined)
      throw boom
    })
    await expect(work).rejects.toBe(boom)
    expect(await texts()).toEqual([])
  })
})
