import { avg, count, f, max, min, sum } from '../../../src/models'
import { describeEngines } from '../engine'
import { fill, magazine, Money, Note, Story, Writer } from './magazine'

const at = (number: number): Date => new Date(Date.UTC(2026, 0, number, 12, 30, 15, 250))

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: magazine, lasts: 'suite' })
    await fill()
  })

  it('counts what several relations lead to, each on its own', async () => {
    const stories = await Story.all()
      .annotate({ notes_: count('notes'), labels_: count('labels'), weight: sum('labels.weight') })
      .orderBy('title')
    expect(
      stories.map((story) => [story.title, story.notes_, story.labels_, story.weight])
    ).toEqual([
      ['s1', 2, 2, 7],
      ['s2', 1, 2, 7],
      ['s3', 0, 1, 2],
      ['s4', 0, 0, null]
    ])
    expect(stories[0]).toBeInstanceOf(Story)
  })

  it('follows paths over several relations', async () => {
    const writers = await Writer.all()
      .annotate({
        notes: count('stories.notes'),
        likes: count('stories.notes.likes'),
        strength: sum('stories.notes.likes.strength'),
        labels: count('stories.labels'),
        distinct: count('stories.labels', { distinct: true }),
        names: count('stories.labels.name', { distinct: true }),
        critics: count('stories.notes.writer.name', { distinct: true })
      })
      .orderBy('name')
      .values('name', 'notes', 'likes', 'strength', 'labels', 'distinct', 'names', 'critics')
    expect(writers).toEqual([
      {
        name: 'Babik',
        notes: 0,
        likes: 0,
        strength: null,
        labels: 1,
        distinct: 1,
        names: 1,
        critics: 0
      },
      {
        name: 'Django',
        notes: 3,
        likes: 4,
        strength: 7,
        labels: 4,
        distinct: 2,
        names: 2,
        critics: 1
      },
      {
        name: 'Mute',
        notes: 0,
        likes: 0,
        strength: null,
        labels: 0,
        distinct: 0,
        names: 0,
        critics: 0
      }
    ])
  })

  it('starts at a row that is referred to', async () => {
    const notes = await Note.all()
      .annotate({ siblings: count('story.notes'), others: count('story.writer.stories') })
      .orderBy('text')
    expect(notes.map(({ text, siblings, others }) => [text, siblings, others])).toEqual([
      ['a', 2, 2],
      ['b', 2, 2],
      ['c', 1, 2]
    ])
  })

  it('takes only rows that meet conditions', async () => {
    const stories = await Story.all()
      .annotate({
        recent: count('notes', { filter: { writtenAt: { gt: at(5) } } }),
        liked: sum('notes.score', { filter: { likes: { some: { strength: { gte: 2 } } } } }),
        critics: count('notes.writer.name', { filter: { writer: { name: 'Babik' } } }),
        heavy: max('labels.weight', { filter: { or: [{ name: 'swing' }, { weight: 0 }] } })
      })
      .orderBy('title')
    expect(
      stories.map(({ recent, liked, critics, heavy }) => [recent, liked, critics, heavy])
    ).toEqual([
      [1, 1, 2, 2],
      [1, 2, 0, 2],
      [0, null, 0, 2],
      [0, null, 0, null]
    ])
  })

  it('answers in the types of the columns', async () => {
    const [writer] = await Writer.filter({ name: 'Django' }).annotate({
      words: sum('stories.words'),
      rating: sum('stories.rating'),
      price: sum('stories.price'),
      views: sum('stories.views'),
      bytes: sum('stories.bytes'),
      fee: sum('stories.fee'),
      average: avg('stories.words'),
      cost: avg('stories.price'),
      thirds: avg('stories.labels.weight'),
      first: min('stories.publishedAt'),
      dearest: max('stories.price'),
      title: max('stories.title'),
      anyDraft: max('stories.draft'),
      token: min('stories.token'),
      best: max('stories.fee'),
      most: max('stories.views')
    })
    expect(writer).toMatchObject({
      words: 300,
      rating: 4,
      price: '3.20',
      views: 18_014_398_509_481_989n,
      bytes: '3',
      fee: new Money(150),
      average: 150,
      cost: expect.closeTo(1.6),
      thirds: 3.5,
      first: at(1),
      dearest: '2.10',
      title: 's2',
      anyDraft: true,
      token: '00000000-0000-4000-8000-000000000001',
      best: new Money(100),
      most: 9_007_199_254_740_995n
    })
  })

  it('computes with fields and with other annotations', async () => {
    const stories = await Story.all()
      .annotate({
        more: f('words').plus(1),
        half: f('words').times(0.5),
        third: f('words').dividedBy(3),
        nothing: f('words').dividedBy(f('words').minus(f('words'))),
        by: f('writer.name'),
        house: f('writer.house'),
        published: f('publishedAt'),
        score: count('notes').times(2).plus(count('labels'))
      })
      .annotate({ twice: f('more').times(2), double: f('score').plus(f('score')) })
      .orderBy('-score', '-words')
      .limit(2)
    expect(stories).toMatchObject([
      {
        title: 's1',
        more: 101,
        half: 50,
        by: 'Django',
        house: 'P',
        published: at(1),
        score: 6,
        double: 12
      },
      { title: 's2', more: 201, half: 100, twice: 402, score: 4, nothing: null }
    ])
    expect(stories[0]!.third).toBeCloseTo(100 / 3, 10)
  })

  it('finds and sorts by annotations', async () => {
    const stories = Story.all().annotate({ noted: count('notes'), more: f('words').plus(1) })
    const titles = async (query: typeof stories): Promise<string> =>
      (await query).map(({ title }) => title).join(' ')
    expect(await titles(stories.filter({ noted: { gte: 1 } }).orderBy('-noted'))).toBe('s1 s2')
    expect(await titles(stories.orderBy('-noted', 'title'))).toBe('s1 s2 s3 s4')
    expect(await titles(stories.exclude({ noted: 0 }).orderBy('title'))).toBe('s1 s2')
    expect(
      await titles(stories.filter({ or: [{ noted: 2 }, { language: 'en' }] }).orderBy('id'))
    ).toBe('s1 s3')
    expect(await titles(stories.filter({ more: { in: [201, 401] }, draft: false }))).toBe('s4')
    expect(await titles(stories.filter({ more: 101.5 }))).toBe('')
    expect(await titles(stories.filter({ noted: { gt: 1.5 } }))).toBe('s1')
    expect(await titles(stories.filter({ words: { lt: f('more').minus(0.5) }, noted: 2 }))).toBe(
      's1'
    )
    expect(await titles(stories.filter({ noted: { lt: count('labels') } }).orderBy('id'))).toBe(
      's2 s3'
    )
    expect(await titles(stories.orderBy('id').reverse().slice(1, 3))).toBe('s3 s2')
    expect((await stories.orderBy('noted', '-id').last())?.title).toBe('s1')
    expect((await stories.get({ noted: 2 })).more).toBe(101)
  })

  it('counts and checks annotated rows', async () => {
    const noted = Story.all()
      .annotate({ noted: count('notes') })
      .filter({ noted: { gt: 0 } })
    expect(await noted.count()).toBe(2)
    expect(await noted.limit(1).count()).toBe(1)
    expect(await noted.exists()).toBe(true)
    expect(await noted.filter({ noted: 7 }).exists()).toBe(false)
    expect(await noted.distinct().count()).toBe(2)
  })

  it('loads relations of annotated rows', async () => {
    const [story] = await Story.filter({ title: 's1' })
      .annotate({ noted: count('notes') })
      .with('writer.house', 'labels')
    expect(story!.writer!.house!.city).toBe('Paris')
    expect([story!.labels.length, story!.noted]).toEqual([2, 2])
  })

  it('counts a relation to one row, and aggregates of the row itself', async () => {
    const stories = await Story.all()
      .annotate({
        signed: count('writer'),
        french: count('writer', { filter: { language: 'fr' } }),
        own: sum('words', { filter: { draft: false } }),
        mean: avg('format.pages')
      })
      .orderBy('title')
    expect(stories.map(({ signed, french, own, mean }) => [signed, french, own, mean])).toEqual([
      [1, 1, 100, 1],
      [1, 1, null, 2],
      [1, 0, 300, 3],
      [0, 0, 400, null]
    ])
  })

  it('streams annotated rows, and looks into them', async () => {
    const noted = Story.all().annotate({ noted: count('notes') })
    const seen: unknown[] = []
    for await (const { title, noted: notes } of noted.orderBy('-noted', 'id'))
      seen.push([title, notes])
    expect(seen.slice(0, 2)).toEqual([
      ['s1', 2],
      ['s2', 1]
    ])
    expect((await noted.in([1, 4])).get(1)!.noted).toBe(2)
    expect(
      await Writer.filter({ stories: { some: { in: noted.filter({ noted: 2 }) } } })
        .valuesList('name')
        .flat()
    ).toEqual(['Django'])
    const busy = Story.all()
      .values('writer')
      .annotate({ n: count() })
      .filter({ n: { gt: 1 } })
    expect(await Writer.filter({ id: { in: busy.valuesList('writer').flat() } }).count()).toBe(1)
  })

  it('tells how the engine would run a query', async () => {
    const noted = Story.filter({ id: 1 }).annotate({ noted: count('notes') })
    const plan = /SEARCH t0|Scan using|table: t0/
    expect(await noted.explain()).toMatch(plan)
    expect(await noted.values('noted').limit(3).explain()).toMatch(plan)
    expect(await noted.values('id').union(noted.values('id')).explain()).not.toBe('')
  })
})

describeEngines((engine) => {
  it('stores what was counted', async () => {
    await engine.open({ entities: magazine })
    await fill()
    expect(await Story.all().update({ words: count('notes') })).toBe(4)
    expect(await Story.all().orderBy('id').valuesList('words').flat()).toEqual([2, 1, 0, 0])
    const noted = Story.all()
      .annotate({ noted: count('notes') })
      .filter({ noted: 0 })
    expect(await noted.update({ draft: true })).toBe(2)
    expect(await Story.filter({ draft: true }).valuesList('title').flat().orderBy('id')).toEqual([
      ...['s2', 's3', 's4']
    ])
  })
})
