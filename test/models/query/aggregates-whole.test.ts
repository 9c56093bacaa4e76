import { avg, count, max, min, sum } from '../../../src/models'
import { describeEngines } from '../engine'
import { fill, Label, magazine, Note, Story, Writer } from './magazine'

const at = (number: number): Date => new Date(Date.UTC(2026, 0, number, 12, 30, 15, 250))

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: magazine, lasts: 'suite' })
    await fill()
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
