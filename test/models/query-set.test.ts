import type { DataSource } from 'typeorm'
import { query, type QuerySet } from '../../src/models'
import { Article, Author, blog, Company, Tag } from './blog'
import { describeEngines } from './engine'

describeEngines((engine) => {
  let dataSource: DataSource
  beforeAll(async () => {
    dataSource = await engine.open({ entities: blog, lasts: 'suite' })
    const company = await Company.create({ code: 'HMV', name: 'Voice' })
    const django = await Author.create({ name: 'Django', company })
    const babik = await Author.create({ name: 'Babik' })
    const tags = [
      await Tag.create({ name: 'swing', owner: django }),
      await Tag.create({ name: 'jazz' })
    ]
    for (let number = 1; number <= 9; number++) {
      const author = number % 3 === 0 ? babik : django
      const values = { title: `t${number}`, language: number > 5 ? 'en' : 'fr', author }
      await Article.create({ ...values, tags: number % 2 === 0 ? tags : [] })
    }
  })

  const titles = async (articles: QuerySet<Article>): Promise<string[]> =>
    (await articles).map(({ title }) => title)

  it.each<[string, () => QuerySet<Article>, string]>([
    ['all rows', () => Article.all(), 't1 t2 t3 t4 t5 t6 t7 t8 t9'],
    ['a filter', () => Article.filter({ language: 'en' }), 't6 t7 t8 t9'],
    ['two filters', () => Article.filter({ language: 'en' }).filter({ author: 2 }), 't6 t9'],
    ['an order upwards', () => Article.filter({ author: 2 }).orderBy('title'), 't3 t6 t9'],
    ['an order downwards', () => Article.filter({ author: 2 }).orderBy('-title'), 't9 t6 t3'],
    ['two orders', () => Article.all().orderBy('-author', 'title').limit(4), 't3 t6 t9 t1'],
    ['a limit', () => Article.all().limit(2), 't1 t2'],
    ['an offset', () => Article.all().offset(7), 't8 t9'],
    ['a slice', () => Article.all().slice(2, 4), 't3 t4'],
    ['a slice of a slice', () => Article.all().slice(2, 6).slice(1, 3), 't4 t5'],
    ['a slice beyond the slice', () => Article.all().slice(2, 4).slice(1, 9), 't4'],
    ['a slice without an end', () => Article.all().slice(6), 't7 t8 t9'],
    ['an empty slice', () => Article.all().slice(3, 3), '']
  ])('finds %s', async (_case, articles, expected) => {
    expect((await titles(articles())).join(' ')).toBe(expected)
  })

  it('is not changed by what is made of it', async () => {
    const all = Article.all()
    void all.filter({ language: 'en' }).orderBy('-title').limit(1)
    expect(await titles(all)).toHaveLength(9)
  })

  it('runs when it is awaited, and each time anew', async () => {
    const tags = Tag.filter({ name: 'late' })
    expect(await tags).toEqual([])
    const tag = await Tag.create({ name: 'late' })
    expect(await tags).toHaveLength(1)
    await tag.delete()
  })

  it('is read by for await', async () => {
    const seen: string[] = []
    for await (const { title } of Article.all().limit(3)) seen.push(title)
    expect(seen).toEqual(['t1', 't2', 't3'])
  })

  it.each<[string, () => Promise<unknown>, unknown]>([
    ['count', () => Article.filter({ language: 'en' }).count(), 4],
    ['count of a slice', () => Article.all().slice(7, 100).count(), 2],
    ['count of nothing', () => Article.all().limit(0).count(), 0],
    ['exists', () => Article.filter({ title: 't1' }).exists(), true],
    ['exists of nothing', () => Article.filter({ title: 'no' }).exists(), false],
    ['exists beyond the end', () => Article.all().offset(9).exists(), false],
    [
      'first',
      () =>
        Article.filter({ language: 'en' })
          .first()
          .then((a) => a?.title),
      't6'
    ],
    [
      'first in an order',
      () =>
        Article.all()
          .orderBy('-title')
          .first()
          .then((a) => a?.title),
      't9'
    ],
    ['first of nothing', () => Article.filter({ title: 'no' }).first(), undefined],
    ['get', () => Article.get({ title: 't4' }).then((a) => a.id), 4],
    [
      'get of a query set',
      () =>
        Article.filter({ author: 2 })
          .get({ language: 'fr' })
          .then((a) => a.id),
      3
    ]
  ])('answers %s', async (_case, ask, expected) => {
    expect(await ask()).toEqual(expected)
  })

  it('loads relations to one row with the rows, in one query', async () => {
    const seen = jest.spyOn(dataSource.logger, 'logQuery')
    const articles = await Article.all().with('author.company').orderBy('title').limit(4)
    expect(seen).toHaveBeenCalledTimes(1)
    seen.mockRestore()
    expect(articles.map(({ author }) => author!.company?.name)).toEqual([
      'Voice',
      'Voice',
      undefined,
      'Voice'
    ])
    expect(articles[2]!.author!.company).toBeNull()
  })

  it('loads relations to many rows without cutting pages', async () => {
    const seen = jest.spyOn(dataSource.logger, 'logQuery')
    const articles = await Article.all().with('author', 'tags').orderBy('title').slice(1, 4)
    expect(seen).toHaveBeenCalledTimes(2)
    seen.mockRestore()
    expect(articles.map(({ title, tags }) => [title, tags.length])).toEqual([
      ['t2', 2],
      ['t3', 0],
      ['t4', 2]
    ])
  })

  it('loads what lies behind a relation to many, and eager relations', async () => {
    const authors = await Author.all().with('articles.tags.owner.company').orderBy('name')
    const [babik, django] = authors
    expect(babik!.articles.map(({ title }) => title)).toEqual(['t3', 't6', 't9'])
    const tags = django!.articles.find(({ title }) => title === 't2')!.tags
    expect(tags.find(({ name }) => name === 'swing')!.owner!.company!.name).toBe('Voice')
    const [tag] = await Tag.filter({ name: 'swing' })
    expect(tag!.owner!.name).toBe('Django')
  })

  it('says what it will run', () => {
    const { sql, parameters } = Article.filter({ author: 2, language: 'fr' })
      .orderBy('-id')
      .limit(3)
      .toSql()
    expect(sql.replace(/["`]/g, '').replace(/\$\d(::\w+)?/g, '?')).toMatch(
      /WHERE t0.authorId = \? AND t0.language = \? ORDER BY t0.id DESC LIMIT \+?\?$/
    )
    expect(parameters).toEqual([2, 'fr', 3])
  })

  it('queries an entity that is not a model', async () => {
    expect(await query(Company).filter({ name: 'Voice' }).get()).toMatchObject({ code: 'HMV' })
  })

  it.each<[string, () => unknown, string, string]>([
    ['no row', () => Article.get({ id: 99 }), 'MODEL_NOT_FOUND', 'No Article with this id.'],
    [
      'several rows',
      () => Article.get({ language: 'en' }),
      'MODEL_MULTIPLE_ROWS',
      'More than one Article'
    ],
    [
      'undefined',
      () => Article.get({ id: undefined }),
      'MODEL_UNDEFINED_LOOKUP',
      'by "id", which is undefined'
    ],
    [
      'no such field',
      () => Article.get({ tilte: 'x' } as object),
      'MODEL_UNKNOWN_FIELD',
      'Did you mean "title"?'
    ],
    [
      'no such order',
      () => Article.all().orderBy('-tilte' as never),
      'MODEL_UNKNOWN_FIELD',
      'no field "tilte"'
    ],
    [
      'no such relation',
      () => Article.all().with('autor' as never),
      'MODEL_UNKNOWN_FIELD',
      'Did you mean "author"?'
    ],
    [
      'a column as a relation',
      () => Article.all().with('title' as never),
      'MODEL_UNUSABLE_FIELD',
      'is no relation'
    ],
    [
      'a relation to many',
      () => Article.get({ tags: 1 } as object),
      'MODEL_UNUSABLE_FIELD',
      'Write { some: { … } }'
    ],
    [
      'a row without a key',
      () => Article.get({ author: new Author() }),
      'MODEL_NOT_SAVED',
      'This Author has no key'
    ],
    ['NaN', () => Article.get({ id: NaN }), 'MODEL_BAD_PARAMETER', 'is NaN']
  ])('refuses a lookup of %s', async (_case, ask, code, text) => {
    await expect(Promise.resolve().then(ask)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text)
    })
  })

  it.each([-1, 1.5, NaN])('refuses a limit of %s', (limit) => {
    expect(() => Article.all().limit(limit)).toThrow(`MODEL_BAD_SLICE: limit is ${limit}.`)
  })

  it('refuses a slice that ends before it starts', () => {
    expect(() => Article.all().slice(3, 2)).toThrow('MODEL_BAD_SLICE')
  })
})
