import type { ServerOptions } from '../../cases'
import { bareFastify } from '../five-hooks'
import { listen } from '../listen'
import { articles, articlesSchema } from './articles'

export async function start({ hooks }: ServerOptions) {
  const app = await bareFastify(hooks)
  app.get('/articles', { schema: { response: { 200: articlesSchema } } }, () => articles)
  return listen(app)
}
