import { fastify } from 'fastify'
import { openDatabase } from 'nuages/models'
import { listen } from '../listen'
import { Author, Hit, Post } from './entities'
import { hitSchema, newDatabase, type NewHit } from './tables'

/** The repositories of TypeORM, on the same driver and the same pool. */
export async function start() {
  const database = await openDatabase({
    database: `sqlite:${await newDatabase()}`,
    entities: [Author, Post, Hit]
  })
  const posts = database.getRepository(Post)
  const hits = database.getRepository(Hit)

  const app = fastify()
  app.get<{ Params: { id: string } }>('/posts/:id', ({ params }) =>
    posts.findOneBy({ id: Number(params.id) })
  )
  app.get<{ Params: { count: string } }>('/lists/:count', ({ params }) =>
    posts.find({ order: { id: 'ASC' }, take: Number(params.count) })
  )
  app.get('/related', () =>
    posts.find({ order: { id: 'ASC' }, take: 20, relations: { author: true } })
  )
  app.post<{ Body: NewHit }>('/hits', { schema: { body: hitSchema } }, async ({ body }, reply) => {
    const { id } = await hits.save(hits.create({ ...body, createdAt: new Date() }))
    reply.code(201)
    return { isStored: id > 0 }
  })
  return listen(app)
}
