import type { ServerOptions } from '../../cases'
import { bareFastify } from '../five-hooks'
import { listen } from '../listen'
import { createdSchema, newArticleSchema } from './schemas'

export async function start({ hooks }: ServerOptions) {
  const app = await bareFastify(hooks)
  app.post<{ Body: { title: string } }>(
    '/articles',
    { schema: { body: newArticleSchema, response: { 201: createdSchema } } },
    ({ body }, reply) => {
      reply.code(201)
      return { id: 1, title: body.title }
    }
  )
  return listen(app)
}
