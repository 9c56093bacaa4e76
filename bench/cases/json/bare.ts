import { fastify } from 'fastify'
import type { ServerOptions } from '../../cases'
import { installFiveHooks } from '../five-hooks'
import { listen } from '../listen'
import { articles, articlesSchema } from './articles'

export async function start({ hooks }: ServerOptions) {
  const app = fastify()
  if (hooks) await installFiveHooks(app)
  app.get('/articles', { schema: { response: { 200: articlesSchema } } }, () => articles)
  return listen(app)
}
