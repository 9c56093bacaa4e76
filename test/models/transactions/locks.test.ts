import { atomic } from '../../../src/models/transactions/atomic'
import { describeEngines } from '../engine'
import { Note, openNotes, texts, write } from './notes'

describeEngines((engine) => {
  beforeEach(async () => {
    await openNotes(engine)
    await write('a')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['rows', async () => Note.all().forUpdate()],
    ['the only row', () => Note.filter({ text: 'a' }).forUpdate({ skipLocked: true }).get()],
    ['the first row', () => Note.all().forUpdate({ noWait: true }).first()],
    ['values', async () => Note.all().forUpdate({ isShared: true }).values('text')],
    // what an engine cannot write as JSON is read as rows
    [
      'rows as JSON',
      async () => (await Note.all().forUpdate().jsonText()) ?? (await Note.all().forUpdate())
    ],
    [
      'rows one after the other',
      async () => {
        for await (const note of Note.all().forUpdate()) await note.save()
      }
    ]
  ])('locks no %s outside a transaction', async (_case, read) => {
    await expect(read()).rejects.toMatchObject({
      code: 'MODEL_LOCK_OUTSIDE_TRANSACTION',
      hint: expect.stringContaining('atomic(')
    })
    await atomic(read)
  })

  it('locks the rows that one statement writes anywhere', async () => {
    const rows = Note.filter({ text: 'a' }).forUpdate({ skipLocked: true })
    expect(await rows.update({ text: 'b' })).toBe(1)
    expect(await Note.filter({ text: 'b' }).forUpdate().update({})).toBe(1)
    expect(await texts()).toEqual(['b'])
    expect(await Note.filter({ text: 'b' }).forUpdate().delete()).toBe(1)
  })
})
