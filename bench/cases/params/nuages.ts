import { Controller, createApp, Get, Param, Query, Route } from 'nuages'
import type { ServerOptions } from '../../cases'
import { listen } from '../listen'
import { settingsFor } from '../nuages-settings'
import { answerSchema, pageSchema } from './schemas'

@Route('/articles')
class CommentController extends Controller {
  @Get('/<int:id>/comments/<slug:slug>', { returns: answerSchema })
  show(
    @Param('id') id: number,
    @Param('slug') slug: string,
    @Query('page', pageSchema) page: number
  ) {
    return { id, slug, page }
  }
}

export async function start({ hooks }: ServerOptions) {
  return listen(await createApp({ ...settingsFor(hooks), controllers: [CommentController] }))
}
