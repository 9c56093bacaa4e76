import { avg, count, f, max, min, sum } from '../../../src/models'
import { describeEngines } from '../engine'
import { fill, magazine, Story } from './magazine'

const at = (number: number): Date => new Date(Date.UTC(2026, 0, number, 12, 30, 15, 250))

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: magazine, lasts: 'suite' })
    await fill()
  })

  it('groups by the values', async () => {
    const groups = Story.all()
      .values('writer', 'writer.name')
      .annotate({
        n: count(),
        published: count('*', { filter: { draft: false } }),
        languages: count('language', { distinct: true }),
        words: sum('words'),
        french: sum('words', { filter: { language: 'fr' } }),
        rating: avg('rating'),
        first: min('publishedAt')
      })
      .orderBy('-n', 'writer.name')
    expect(await groups.filter({ writer: { isNull: false } })).toEqual([
      {
        writer: 1,
        'writer.name': 'Django',
        n: 2,
        published: 1,
        languages: 1,
        words: 300,
        french: 300,
        rating: 2,
        first: at(1)
      },
      {
        writer: 2,
        'writer.name': 'Babik',
        n: 1,
        published: 1,
        languages: 1,
        words: 300,
        french: null,
        rating: 3.5,
        first: at(3)
      }
    ])
    expect(await groups.count()).toBe(3)
    expect(await groups.filter({ n: 2 }).exists()).toBe(true)
    expect(await groups.filter({ n: 3 }).exists()).toBe(false)
  })

  it('counts what the rows of a group lead to, each on its own', async () => {
    const groups = await Story.all()
      .values('language')
      .annotate({
        stories: count(),
        notes: count('notes'),
        score: avg('notes.score'),
        top: max('notes.score'),
        likes: sum('notes.likes.strength'),
        labels: count('labels'),
        kinds: count('labels', { distinct: true }),
        names: count('labels.name', { distinct: true, filter: { weight: { gt: 2 } } })
      })
      .orderBy('language')
    expect(groups).toEqual([
      {
        language: 'en',
        stories: 1,
        notes: 0,
        score: null,
        top: null,
        likes: null,
        labels: 1,
        kinds: 1,
        names: 0
      },
      {
        ...{ language: 'fr', stories: 3, notes: 3, score: 5 / 3, top: 2, likes: 7, labels: 4 },
        ...{ kinds: 2, names: 1 }
      }
    ])
  })

  it('filters groups by what was computed of them, and rows by the rest', async () => {
    const groups = Story.all().values('language').annotate({ n: count() }).orderBy('language')
    expect(await groups.filter({ n: { gt: 1 } })).toEqual([{ language: 'fr', n: 3 }])
    expect(await groups.filter({ n: { gt: 0 }, draft: false })).toEqual([
      { language: 'en', n: 1 },
      { language: 'fr', n: 2 }
    ])
    expect(await groups.exclude({ n: 3 })).toEqual([{ language: 'en', n: 1 }])
    expect(await groups.filter({ or: [{ n: 3 }, { language: 'en' }] })).toHaveLength(2)
    expect(await groups.filter({ n: f('n') }).count()).toBe(2)
    const words = Story.filter({ words: { gt: 100 } })
      .values('language')
      .annotate({ words: sum('words') })
    expect(await words.filter({ words: { gt: 300 } })).toEqual([{ language: 'fr', words: 600 }])
    expect(await groups.annotate({ twice: f('n').times(2) }).filter({ twice: 6 })).toEqual([
      { language: 'fr', n: 3, twice: 6 }
    ])
  })

  it('groups by computed values, and by annotations of rows', async () => {
    const byLength = await Story.all()
      .annotate({ noted: count('notes'), size: f('words').minus(f('id').times(100)) })
      .values('noted', 'size')
      .annotate({ n: count(), kinds: count('labels.name', { distinct: true }) })
      .orderBy('noted')
    expect(byLength).toEqual([
      { noted: 0, size: 0, n: 2, kinds: 1 },
      { noted: 1, size: 0, n: 1, kinds: 2 },
      { noted: 2, size: 0, n: 1, kinds: 2 }
    ])
    const groups = Story.all()
      .values('language')
      .annotate({ plus: f('words').plus(0.5), n: count() })
    expect(await groups.orderBy('plus').first()).toEqual({ language: 'fr', plus: 100.5, n: 1 })
  })

  it('reads some of the values of groups', async () => {
    const groups = Story.all().values('language').annotate({ n: count() })
    expect(await groups.values('n').orderBy('n')).toEqual([{ n: 1 }, { n: 3 }])
    expect(await groups.valuesList('n', 'language').orderBy('-language')).toEqual([
      [3, 'fr'],
      [1, 'en']
    ])
    expect(await groups.valuesList('n').flat().orderBy('language')).toEqual([1, 3])
  })
})
