import { fastify } from 'fastify'
import { Database } from 'sqlite3'
import { listen } from '../listen'
import { hitSchema, newDatabase, type NewHit } from './tables'

interface PostRow {
  readonly id: number
  readonly title: string
  readonly slug: string
  readonly body: string
  readonly views: number
  readonly isPublished: number
  readonly publishedAt: string
  readonly author_id: number
  readonly author_name: string
}

const POST = `SELECT id, title, slug, body, views, "isPublished", "publishedAt" FROM post`

/** What a careful person writes by hand: a prepared statement for each query. */
export async function start() {
  const database = new Database(await newDatabase())
  database.exec('PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
  const one = database.prepare(`${POST} WHERE id = ?`)
  const list = database.prepare(`${POST} ORDER BY id LIMIT ?`)
  const related = database.prepare(
    `SELECT p.id, p.title, p.slug, p.body, p.views, p."isPublished", p."publishedAt", a.id AS author_id, a.name AS author_name
     FROM post p JOIN author a ON a.id = p."authorId" ORDER BY p.id LIMIT ?`
  )
  const insert = database.prepare('INSERT INTO hit (name, value, "createdAt") VALUES (?, ?, ?)')

  const rows = (statement: typeof one, ...parameters: unknown[]) =>
    new Promise<PostRow[]>((resolve, reject) => {
      statement.all<PostRow>(parameters, (error, found) => (error ? reject(error) : resolve(found)))
    })

  const app = fastify()
  app.get<{ Params: { id: string } }>('/posts/:id', async ({ params }) => {
    const [row] = await rows(one, Number(params.id))
    return toPost(row!)
  })
  app.get<{ Params: { count: string } }>('/lists/:count', async ({ params }) =>
    (await rows(list, Number(params.count))).map(toPost)
  )
  app.get('/related', async () =>
    (await rows(related, 20)).map((row) => ({
      ...toPost(row),
      author: { id: row.author_id, name: row.author_name }
    }))
  )
  app.post<{ Body: NewHit }>('/hits', { schema: { body: hitSchema } }, ({ body }, reply) => {
    const createdAt = new Date().toISOString().replace('T', ' ').replace('Z', '')
    return new Promise((resolve, reject) => {
      insert.run([body.name, body.value, createdAt], function (error) {
        if (error) return reject(error)
        reply.code(201)
        resolve({ isStored: this.lastID > 0 })
      })
    })
  })
  return listen(app)
}

function toPost({ id, title, slug, body, views, isPublished, publishedAt }: PostRow) {
  return {
    id,
    title,
    slug,
    body,
    views,
    isPublished: isPublished === 1,
    publishedAt: `${publishedAt.slice(0, 10)}T${publishedAt.slice(11)}Z`
  }
}
