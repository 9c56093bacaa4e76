import type { Application } from 'nuages'
import type { DataSource } from 'nuages/models'
import { checkMigrations, rollback } from 'nuages/migrations'
import { migrateGazette } from '../../sample-app/database/migrate-gazette'
import { migrationOptions } from '../../sample-app/database/migration-options'
import { Article, Author, Comment, models, Tag } from '../../sample-app/models'
import { describeEngines, type EngineSettings } from '../models/engine'
import { openGazette } from './gazette'

jest.setTimeout(60_000)

describeEngines((engine) => {
  const open = (settings?: EngineSettings): Promise<DataSource> =>
    engine.open({ entities: models, synchronize: false, ...settings })

  it('agrees with its migrations', async () => {
    const database = await open()
    const { text, problems } = await checkMigrations(migrationOptions(database))
    expect([text, problems]).toEqual(['Entities and migrations agree.', []])
  })

  it('takes the views of an older Gazette from its comments, and back', async () => {
    const database = await open()
    await migrateGazette(database)
    await addArticle(3)
    await rollback({ ...migrationOptions(database), to: '0001' })
    const applied = await migrateGazette(database)
    expect(applied).toEqual(['gazette/0002_add_article_views', 'gazette/0003_fill_article_views'])
    expect((await Article.get({ slug: 'nuages' })).views).toBe(3)
    await rollback({ ...migrationOptions(database), to: '0002' })
    expect((await Article.get({ slug: 'nuages' })).views).toBe(0)
  })

  it('refuses tables that no migration made, and says how to go on', async () => {
    const database = await engine.open({ entities: models })
    await expect(migrateGazette(database)).rejects.toThrow('npm run gazette:migrate -- --fake 0001')
    await migrateGazette(database, { fake: true })
    expect(await migrateGazette(database)).toEqual([])
  })

  describe('in use', () => {
    let app: Application
    const start = async (settings?: EngineSettings): Promise<void> => {
      app = await openGazette({ articles: 30, comments: 60 }, { database: await open(settings) })
    }

    describe('by readers', () => {
      beforeAll(() => start({ lasts: 'suite' }))
      afterAll(() => app.close())

      it.each(['/', '/most-discussed/', '/tags/', '/authors/', '/feed.atom', '/api/articles/'])(
        'shows %s',
        async (url) => {
          const { statusCode, body } = await app.inject(url)
          expect([statusCode, body.length > 1_000]).toEqual([200, true])
        }
      )
    })

    describe('by writers', () => {
      beforeEach(() => start())
      afterEach(() => app.close())

      it('counts each of 50 readers who come at once', async () => {
        const path = `/articles/${(await Article.all().orderBy('-id').first())!.slug}/`
        await Promise.all(Array.from({ length: 50 }, () => app.inject(path)))
        expect((await app.inject(path)).body).toContain('>51 views<')
      })

      it('takes an article, a change of it and a comment', async () => {
        const send = (method: 'POST' | 'PATCH', url: string, payload: object) =>
          app.inject({ method, url, payload })
        const { slug: author } = (await Author.all().first())!
        const article = { title: 'Nuages 雲', body: 'B', author, tags: ['jazz'] }
        expect((await send('POST', '/api/articles/', article)).statusCode).toBe(201)
        const changed = await send('PATCH', '/api/articles/nuages/', { tags: ['chess', 'rivers'] })
        expect(changed.json().tags).toMatchObject([{ slug: 'chess' }, { slug: 'rivers' }])
        const taken = await send('POST', '/api/articles/', article)
        expect([taken.statusCode, taken.json().code]).toEqual([409, 'MODEL_UNIQUE'])
        await send('POST', '/api/articles/nuages/comments/', { name: 'Ada', body: '☁️' })
        expect((await app.inject('/articles/nuages/')).body).toContain('<p class="what">☁️</p>')
      })
    })
  })
})

async function addArticle(comments: number): Promise<void> {
  const now = new Date()
  const author = await Author.create({ name: 'Ada', slug: 'ada', bio: '' })
  const tags = [await Tag.create({ name: 'Jazz', slug: 'jazz' })]
  const texts = { title: 'Nuages', slug: 'nuages', summary: '', body: '' }
  const dates = { publishedAt: now, updatedAt: now }
  const article = await Article.create({ ...texts, ...dates, author, tags })
  const comment = { name: 'Eve', body: '', createdAt: now, article }
  await Comment.bulkCreate(Array.from({ length: comments }, () => comment))
}
