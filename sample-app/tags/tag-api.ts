import { Controller, Get, HttpRequest, Route } from 'nuages'
import { Tag } from '../models'

/** A tag as JSON; other features name it where they show one. */
export const TAG = {
  type: 'object',
  properties: { name: { type: 'string' }, slug: { type: 'string' } }
}

const TAGS = { type: 'array', items: TAG }

@Route('/tags', { name: 'tag' })
export class TagApi extends Controller {
  @Get('/', { returns: TAGS })
  list() {
    return Tag.all().orderBy('name')
  }

  @Get('/<slug:slug>/', { returns: TAG })
  show(_request: HttpRequest, { slug }: { slug: string }) {
    return Tag.get({ slug })
  }
}
