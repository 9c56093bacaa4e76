import type { ServerOptions } from '../../cases'
import { bareFastify } from '../five-hooks'
import { listen } from '../listen'
import { answerSchema, paramsSchema, querySchema } from './schemas'

export async function start({ hooks }: ServerOptions) {
  const app = await bareFastify(hooks)
  app.get<{ Params: { id: number; slug: string }; Querystring: { page: number } }>(
    '/articles/:id/comments/:slug',
    { schema: { params: paramsSchema, querystring: querySchema, response: { 200: answerSchema } } },
    ({ params, query }) => ({ id: params.id, slug: params.slug, page: query.page })
  )
  return listen(app)
}
