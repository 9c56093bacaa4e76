import { describeEngines } from '../engine'
import { Note, Product, useShop } from './shop'

describeEngines((engine) => {
  useShop(engine)
  const texts = async (): Promise<unknown> => Note.all().orderBy('text').valuesList('text').flat()

  beforeEach(async () => {
    await Note.bulkCreate([{ text: 'a' }, { text: 'b' }, { text: 'c' }])
  })

  it('marks rows as deleted, and takes the mark from them', async () => {
    expect(await Note.filter({ text: { in: ['a', 'b'] } }).softDelete()).toBe(2)
    expect(await texts()).toEqual(['c'])
    const [a] = await Note.filter({ text: 'a' }).withDeleted()
    expect(a!.deletedAt).toBeInstanceOf(Date)
    expect(await Note.filter({ text: { in: ['b', 'c'] } }).restore()).toBe(1)
    expect(await texts()).toEqual(['b', 'c'])
  })

  it('marks one row', async () => {
    const note = await Note.get({ text: 'a' })
    await note.softDelete()
    expect(note.deletedAt).toBeInstanceOf(Date)
    expect(await texts()).toEqual(['b', 'c'])
    await note.restore()
    expect(note.deletedAt).toBeNull()
    expect(await texts()).toEqual(['a', 'b', 'c'])
  })

  it('deletes those that are not marked, unless it is told otherwise', async () => {
    await Note.filter({ text: 'a' }).softDelete()
    await Note.all().delete()
    expect(await Note.all().withDeleted().count()).toBe(1)
    await Note.all().withDeleted().delete()
    expect(await Note.all().withDeleted().count()).toBe(0)
  })

  it('refuses where nothing marks a deleted row, and where all rows are meant by accident', async () => {
    await expect(Product.all().softDelete()).rejects.toMatchObject({ code: 'MODEL_NO_DELETE_DATE' })
    await expect(Note.filter({}).softDelete()).rejects.toMatchObject({ code: 'MODEL_UNFILTERED' })
    await expect(Note.filter({}).restore()).rejects.toMatchObject({ code: 'MODEL_UNFILTERED' })
  })
})
