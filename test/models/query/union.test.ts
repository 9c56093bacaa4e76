import { count, f, sum } from '../../../src/models'
import { describeEngines } from '../engine'
import { fill, Label, magazine, Story, Writer } from './magazine'

describeEngines((engine) => {
  beforeAll(async () => {
    await engine.open({ entities: magazine, lasts: 'suite' })
    await fill()
  })

  const titles = async (rows: PromiseLike<Story[]>): Promise<string> =>
    (await rows).map(({ title }) => title).join(' ')

  it('finds what one of several queries finds, once', async () => {
    const french = Story.filter({ language: 'fr' })
    const long = Story.filter({ words: { gte: 300 } })
    const both = french.union(long).orderBy('title')
    expect(await titles(both)).toBe('s1 s2 s3 s4')
    expect(await both.count()).toBe(4)
    expect(
      await titles(
        long.union([Story.filter({ title: 's1' }), Story.filter({ title: 's1' })]).orderBy('id')
      )
    ).toBe('s1 s3 s4')
  })

  it('keeps rows as often as they are found, where that is asked', async () => {
    const all = Story.filter({ language: 'fr' }).union(Story.filter({ words: { gte: 300 } }), {
      all: true
    })
    expect(await titles(all.orderBy('title'))).toBe('s1 s2 s3 s4 s4')
    expect(await all.count()).toBe(5)
    expect(await titles(all.orderBy('-title').limit(3))).toBe('s4 s4 s3')
    expect(await all.aggregate({ words: sum('words') })).toEqual({ words: 1400 })
  })

  it('goes on like any query set', async () => {
    const short = Story.all().orderBy('words').limit(1)
    const last = Story.all().orderBy('-id').slice(0, 2)
    const both = short.union(last)
    expect(await titles(both.filter({ language: 'fr' }).orderBy('-id'))).toBe('s4 s1')
    expect(await titles(both.exclude({ title: 's3' }).reverse())).toBe('s4 s1')
    expect(await both.exists()).toBe(true)
    expect(await both.filter({ title: 's2' }).exists()).toBe(false)
    expect((await both.orderBy('id').first())!.title).toBe('s1')
    expect((await both.with('writer').get({ title: 's3' })).writer!.name).toBe('Babik')
    expect(await both.aggregate({ words: sum('words'), notes: count('notes') })).toEqual({
      words: 800,
      notes: 2
    })
    expect(
      await both
        .annotate({ noted: count('notes') })
        .filter({ noted: { gt: 1 } })
        .valuesList('title', 'noted')
    ).toEqual([['s1', 2]])
    expect(await titles(both.union(Story.filter({ title: 's2' })).orderBy('id'))).toBe(
      's1 s2 s3 s4'
    )
    expect(await both.orderBy('-id').slice(1, 2).count()).toBe(1)
  })

  it('unites annotated queries', async () => {
    const noted = Story.all().annotate({ noted: count('notes') })
    const rows = await noted
      .filter({ noted: 2 })
      .union(noted.filter({ noted: 1 }))
      .orderBy('-noted')
    expect(rows.map(({ title, noted }) => [title, noted])).toEqual([
      ['s1', 2],
      ['s2', 1]
    ])
  })

  it('unites values, also those of different entities', async () => {
    const names = Writer.all().values('id', 'name').union(Label.all().values('name', 'id'))
    const rows = await names.orderBy('id')
    expect(rows.map(({ id, name }) => `${id} ${name}`).sort()).toEqual([
      ...['1 Django', '1 swing', '2 Babik', '2 jazz', '3 Mute']
    ])
    expect(await names.count()).toBe(5)
    expect(
      await names
        .filter({ name: { contains: 'a' }, id: 2 })
        .orderBy('name')
        .count()
    ).toBe(2)
    const ids = Writer.all().valuesList('id').union(Label.all().valuesList('id')).flat()
    expect(await ids.orderBy('id')).toEqual([1, 2, 3])
    const all = Writer.all().valuesList('id').union(Label.all().valuesList('id'), { all: true })
    expect(await all.orderBy('id').limit(4)).toEqual([[1], [1], [2], [2]])
    expect(await names.aggregate({ n: count(), ids: sum('id') })).toEqual({ n: 5, ids: 9 })
    expect(await names.annotate({ next: f('id').plus(1) }).filter({ next: 4 })).toEqual([
      { id: 3, name: 'Mute', next: 4 }
    ])
    expect(await names.values('id').annotate({ n: count() }).orderBy('id')).toEqual([
      { id: 1, n: 2 },
      { id: 2, n: 2 },
      { id: 3, n: 1 }
    ])
    expect(await names.exists()).toBe(true)
    expect(await names.filter({ id: 3 }).first()).toEqual({ id: 3, name: 'Mute' })
  })

  it('leaves out what finds nothing', async () => {
    const one = Story.filter({ title: 's1' })
    expect(await titles(one.union(Story.all().none()))).toBe('s1')
    expect(await titles(Story.all().none().union(one))).toBe('s1')
    expect(await Story.all().none().union(Story.all().limit(0))).toEqual([])
    expect(await Story.all().limit(0).union([]).count()).toBe(0)
  })

  it('uses the values of each time for the same shape', async () => {
    const find = (one: string, other: string, number: number): Promise<string> =>
      titles(
        Story.filter({ title: one })
          .annotate({ more: f('words').plus(number) })
          .filter({ more: { gt: number } })
          .union(Story.filter({ title: other }).annotate({ more: f('words').plus(number) }))
          .filter({ more: { gte: 200 + number } })
          .orderBy('id')
      )
    expect(await find('s1', 's3', 5)).toBe('s3')
    expect(await find('s2', 's4', 7)).toBe('s2 s4')
    expect(await find('s4', 's1', 9)).toBe('s4')
  })
})
