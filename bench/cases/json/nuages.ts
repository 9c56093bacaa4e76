import { Controller, createApp, Get, Route } from 'nuages'
import type { ServerOptions } from '../../cases'
import { listen } from '../listen'
import { settingsFor } from '../nuages-settings'
import { articles, articlesSchema } from './articles'

@Route('/articles')
class ArticleController extends Controller {
  @Get('', { returns: articlesSchema })
  list() {
    return articles
  }
}

export async function start({ hooks }: ServerOptions) {
  return listen(await createApp({ ...settingsFor(hooks), controllers: [ArticleController] }))
}
