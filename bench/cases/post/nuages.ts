import { Body, Controller, createApp, Post, Route } from 'nuages'
import type { ServerOptions } from '../../cases'
import { listen } from '../listen'
import { settingsFor } from '../nuages-settings'
import { createdSchema, newArticleSchema } from './schemas'

@Route('/articles')
class ArticleController extends Controller {
  @Post('', { returns: createdSchema, status: 201 })
  create(@Body(newArticleSchema) input: { title: string }) {
    return { id: 1, title: input.title }
  }
}

export async function start({ hooks }: ServerOptions) {
  return listen(await createApp({ ...settingsFor(hooks), controllers: [ArticleController] }))
}
