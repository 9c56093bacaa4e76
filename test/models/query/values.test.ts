import { count, f, max } from '../../../src/models'
import { describeEngines } from '../engine'
import { fill, House, magazine, Money, Story } from './magazine'

const at = (number: number): Date => new Date(Date.UTC(2026, 0, number, 12, 30, 15, 250))

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: magazine, lasts: 'suite' })
    await fill()
  })

  it('reads plain objects of the values that are named', async () => {
    const rows = await Story.all()
      .values('title', 'writer', 'writer.name', 'writer.house', 'writer.house.city', 'format.pages')
      .orderBy('-title')
      .limit(2)
    expect(rows).toEqual([
      {
        title: 's4',
        writer: null,
        'writer.name': null,
        'writer.house': null,
        'writer.house.city': null,
        'format.pages': null
      },
      {
        title: 's3',
        writer: 2,
        'writer.name': 'Babik',
        'writer.house': null,
        'writer.house.city': null,
        'format.pages': 3
      }
    ])
    expect(Object.getPrototypeOf(rows[0])).toBe(Object.prototype)
  })

  it('reads values in the types of their properties', async () => {
    const values = Story.filter({ title: 's1' }).values(
      ...(['draft', 'price', 'views', 'bytes', 'publishedAt', 'fee', 'extra'] as const)
    )
    expect(await values.get()).toEqual({
      draft: false,
      price: '1.10',
      views: 9_007_199_254_740_994n,
      bytes: '1',
      publishedAt: at(1),
      fee: new Money(50),
      extra: null
    })
  })

  it('reads tuples, or one value of each row', async () => {
    const stories = Story.all().orderBy('id')
    expect(await stories.valuesList('title', 'words').slice(1, 3)).toEqual([
      ['s2', 200],
      ['s3', 300]
    ])
    expect(await stories.valuesList('publishedAt').flat()).toEqual([at(1), at(2), at(3), at(4)])
    expect(await stories.valuesList('title').flat().last()).toBe('s4')
    expect(await House.all().valuesList('code').flat().get()).toBe('P')
    const seen: string[] = []
    for await (const title of stories.valuesList('title').flat()) seen.push(title)
    expect(seen).toEqual(['s1', 's2', 's3', 's4'])
  })

  it('reads annotations as values', async () => {
    const rows = await Story.all()
      .annotate({ noted: count('notes'), more: f('words').plus(1) })
      .filter({ noted: { gt: 0 } })
      .values('title', 'noted')
      .annotate({ less: f('words').minus(1) })
      .orderBy('-noted')
    expect(rows).toEqual([
      { title: 's1', noted: 2, less: 99 },
      { title: 's2', noted: 1, less: 199 }
    ])
  })

  it('reads distinct values, which count once', async () => {
    const languages = Story.all().values('language').distinct().orderBy('language')
    expect(await languages).toEqual([{ language: 'en' }, { language: 'fr' }])
    expect(await languages.count()).toBe(2)
    expect(await languages.limit(1).count()).toBe(1)
    expect(await languages.offset(1).exists()).toBe(true)
    expect(await languages.offset(2).exists()).toBe(false)
    expect(await languages.first()).toEqual({ language: 'en' })
    expect(await Story.all().distinct().valuesList('language').flat().orderBy('-language')).toEqual(
      ['fr', 'en']
    )
    expect(await languages.aggregate({ n: count(), last: max('language') })).toEqual({
      n: 2,
      last: 'fr'
    })
  })
})
