import { avg, count, f, max, min, sum } from '../../../src/models'
import { describeEngines } from '../engine'
import { fill, House, Label, magazine, Money, Note, Story, Writer } from './magazine'

const at = (number: number): Date => new Date(Date.UTC(2026, 0, number, 12, 30, 15, 250))

describeEngines((engine) => {
  beforeEach(async () => {
    await engine.open({ entities: magazine })
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

  it('aggregates all rows', async () => {
    expect(
      await Story.all().aggregate({
        n: count(),
        words: sum('words'),
        rating: avg('rating'),
        last: max('publishedAt'),
        signed: count('writer'),
        drafts: count('*', { filter: { draft: true } }),
        languages: count('language', { distinct: true }),
        price: sum('price'),
        notes: count('notes'),
        labels: count('labels', { distinct: true }),
        per: count('notes').dividedBy(count())
      })
    ).toEqual({
      n: 4,
      words: 1000,
      rating: 3,
      last: at(4),
      signed: 3,
      drafts: 1,
      languages: 2,
      price: '10.40',
      notes: 3,
      labels: 2,
      per: 0.75
    })
  })

  it('aggregates filtered, cut, annotated and grouped rows', async () => {
    const words = { words: sum('words'), n: count() }
    expect(await Story.filter({ language: 'fr' }).aggregate(words)).toEqual({ words: 700, n: 3 })
    expect(await Story.filter({ writer: { name: 'Django' } }).aggregate(words)).toEqual({
      words: 300,
      n: 2
    })
    expect(await Story.all().orderBy('-words').slice(1, 3).aggregate(words)).toEqual({
      words: 500,
      n: 2
    })
    expect(await Story.filter({ words: { gt: 100 } }).aggregate({ words: max('words') })).toEqual({
      words: 400
    })
    const noted = Story.all().annotate({ noted: count('notes') })
    expect(await noted.aggregate({ mean: avg('noted'), most: max('noted') })).toEqual({
      mean: 0.75,
      most: 2
    })
    expect(
      await noted
        .filter({ noted: 0 })
        .orderBy('-id')
        .limit(1)
        .aggregate({ n: sum('noted'), id: max('id') })
    ).toEqual({ n: 0, id: 4 })
    const groups = Story.all().values('language').annotate({ n: count() })
    expect(await groups.aggregate({ groups: count(), most: max('n'), mean: avg('n') })).toEqual({
      groups: 2,
      most: 3,
      mean: 2
    })
    expect(await groups.filter({ n: 1 }).aggregate({ first: min('language') })).toEqual({
      first: 'en'
    })
  })

  it('aggregates no rows: counts are 0, all else is null', async () => {
    const values = {
      ...{ n: count(), notes: count('notes'), kinds: count('labels', { distinct: true }) },
      ...{ words: sum('words'), mean: avg('words'), first: min('title'), more: count().plus(1) },
      ...{ score: avg('notes.score'), part: count().dividedBy(count()) }
    }
    const nothing = {
      ...{ n: 0, notes: 0, kinds: 0, words: null, mean: null, first: null, more: 1 },
      ...{ score: null, part: null }
    }
    expect(await Story.filter({ title: 'no' }).aggregate(values)).toEqual(nothing)
    expect(await Story.all().limit(0).aggregate(values)).toEqual(nothing)
    expect(await Story.all().none().aggregate(values)).toEqual(nothing)
  })

  it('aggregates across relations to one row, and the far side of many', async () => {
    expect(await Note.all().aggregate({ age: avg('story.writer.age'), n: count() })).toEqual({
      age: 30,
      n: 3
    })
    expect(await Label.all().aggregate({ words: sum('stories.words') })).toEqual({ words: 900 })
    expect(
      await Writer.all().aggregate({
        kinds: count('stories.labels.name', { distinct: true }),
        mean: avg('stories.words')
      })
    ).toEqual({ kinds: 2, mean: 200 })
  })
})
