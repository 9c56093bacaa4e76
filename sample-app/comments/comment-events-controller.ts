import { Controller, EventStream, Get, Query, Route } from 'nuages'
import { commentEvents, type CommentFilter } from './comment-events'

const FILTER = {
  type: 'object',
  properties: {
    article: { type: 'string', description: 'Only comments on the article with this slug.' },
    after: { type: 'integer', minimum: 0, description: 'Begin behind the comment with this id.' }
  }
}

/** New comments as they are written: `new EventSource('/events/comments')`. */
@Route('/events/comments')
export class CommentEventsController extends Controller {
  @Get('')
  stream(@Query(FILTER) filter: CommentFilter) {
    return new EventStream((client) => commentEvents(client, filter), { retry: 3_000 })
  }
}
