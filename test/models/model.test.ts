import type { DataSource } from 'typeorm'
import { Article, Author, blog, Company, Tag } from './blog'
import { describeEngines } from './engine'

describeEngines((engine) => {
  let dataSource: DataSource
  beforeEach(async () => {
    dataSource = await engine.open({ entities: blog })
  })

  const countQueries = async (work: () => Promise<unknown>): Promise<string[]> => {
    const seen = jest.spyOn(dataSource.logger, 'logQuery')
    await work()
    const texts = seen.mock.calls.map(([sql]) => sql)
    seen.mockRestore()
    return texts
  }

  describe('create', () => {
    it('returns the row with its key, defaults, dates and nulls', async () => {
      const article = await Article.create({ title: 'Nuages' })
      expect(article).toBeInstanceOf(Article)
      expect(article).toMatchObject({ id: 1, language: 'fr', draft: false, body: null, version: 1 })
      expect(article.publishedAt).toBeInstanceOf(Date)
      expect(article.heading).toBe('NUAGES')
      const [row] = await Article.all()
      expect(row).toMatchObject({ id: 1, title: 'Nuages', publishedAt: article.publishedAt })
    })

    it('runs one INSERT', async () => {
      const queries = await countQueries(() => Article.create({ title: 'Nuages' }))
      expect(queries).toEqual([expect.stringMatching(/^INSERT INTO .article.* RETURNING /)])
    })

    it('generates a UUID', async () => {
      const { id } = await Tag.create({ name: 'swing' })
      expect(id).toMatch(/^[\da-f]{8}-/)
      expect((await Tag.get({ id })).name).toBe('swing')
    })

    it('takes a relation by its key, as an object, and as null', async () => {
      const author = await Author.create({ name: 'Django' })
      await Article.create({ title: 'by key', author: author.id })
      await Article.create({ title: 'by row', author })
      await Article.create({ title: 'by an object', author: { id: author.id } })
      await Article.create({ title: 'by nobody', author: null })
      expect(await Article.count({ author })).toBe(3)
      expect(await Article.count({ author: null })).toBe(1)
    })

    it('links rows of a relation to many', async () => {
      const tags = [await Tag.create({ name: 'swing' }), await Tag.create({ name: 'jazz' })]
      const { id } = await Article.create({ title: 'Nuages', tags })
      const [article] = await Article.filter({ id }).with('tags')
      expect(article!.tags.map(({ name }) => name).sort()).toEqual(['jazz', 'swing'])
    })

    it('leaves out values that are undefined', async () => {
      const article = await Article.create({
        title: 'Nuages',
        language: undefined,
        body: undefined
      })
      expect(article).toMatchObject({ language: 'fr', body: null })
    })

    it('fills embedded columns', async () => {
      const { id } = await Article.create({ title: 'Nuages', position: { page: 3 } })
      expect((await Article.get({ id })).position).toMatchObject({ page: 3, section: null })
      expect(await Article.count({ position: { page: 3 } })).toBe(1)
    })

    it('does not overwrite a row of the same key', async () => {
      await Company.create({ code: 'HMV', name: 'His Master’s Voice' })
      await expect(Company.create({ code: 'HMV', name: 'other' })).rejects.toMatchObject({
        code: 'MODEL_UNIQUE',
        status: 409,
        entity: 'Company',
        fields: ['code']
      })
      expect((await Company.get({ code: 'HMV' })).name).toBe('His Master’s Voice')
    })

    it('names every column of a unique constraint', async () => {
      await Article.create({ title: 'Nuages' })
      await expect(Article.create({ title: 'Nuages' })).rejects.toThrow(
        'MODEL_UNIQUE: There is a row of Article with this title and language already.'
      )
    })

    it('refuses a field that does not exist', async () => {
      const values = { titel: 'Nuages' } as object
      await expect(Article.create(values)).rejects.toThrow(
        'MODEL_UNKNOWN_FIELD: Article has no field "titel".\n  Hint: Did you mean "title"?'
      )
    })
  })

  describe('a row', () => {
    it('saves its changes', async () => {
      const article = await Article.create({ title: 'Nuages' })
      article.title = 'Clouds'
      expect(await article.save()).toBe(article)
      expect(article.version).toBe(2)
      expect((await Article.get({ id: article.id })).title).toBe('Clouds')
    })

    it('is inserted when it is new', async () => {
      const author = new Author()
      author.name = 'Django'
      await author.save()
      expect(await Author.get({ name: 'Django' })).toMatchObject({ id: author.id })
    })

    it('names the field that has to be unique', async () => {
      await Author.create({ name: 'Django' })
      const other = await Author.create({ name: 'Stéphane' })
      other.name = 'Django'
      await expect(other.save()).rejects.toMatchObject({ code: 'MODEL_UNIQUE', fields: ['name'] })
    })

    it('is deleted', async () => {
      const article = await Article.create({ title: 'Nuages' })
      await article.delete()
      expect(await Article.count()).toBe(0)
    })

    it('is read again, with the relations that were loaded', async () => {
      const author = await Author.create({ name: 'Django' })
      const article = await Article.create({ title: 'Nuages', author })
      await dataSource.query(`UPDATE article SET title = 'Clouds', draft = true`)
      await dataSource.query(`UPDATE author SET name = 'Reinhardt'`)
      await article.refresh()
      expect(article).toMatchObject({ title: 'Clouds', draft: true, author: { name: 'Reinhardt' } })
      expect(() => article.tags).toThrow('MODEL_RELATION_NOT_LOADED')
    })

    it('cannot be read again when it is gone', async () => {
      const article = await Article.create({ title: 'Nuages' })
      await dataSource.query('DELETE FROM article')
      await expect(article.refresh()).rejects.toMatchObject({
        code: 'MODEL_NOT_FOUND',
        status: 404
      })
    })

    it.each(['delete', 'refresh'] as const)('cannot %s before it is saved', async (action) => {
      await expect(new Article()[action]()).rejects.toMatchObject({ code: 'MODEL_NOT_SAVED' })
    })
  })

  describe('listeners and subscribers', () => {
    it('hear of a row that is created, once', async () => {
      const heard: string[] = []
      dataSource.subscribers.push({
        beforeInsert: ({ entity }: { entity: Author }) => void heard.push(`before ${entity.name}`),
        afterInsert: ({ entity }: { entity: Author }) => void heard.push(`after ${entity.id}`)
      })
      const author = await Author.create({ name: 'Django' })
      expect(author.id).toBe(1)
      expect(heard).toEqual(['before Django', 'after 1'])
    })
  })

  it('keeps to a database that is open when a newer one closes', async () => {
    await Author.create({ name: 'older' })
    const newer = await engine.open({ entities: blog })
    expect(await Author.count()).toBe(0)
    await newer.destroy()
    expect(await Author.count()).toBe(1)
  })
})
