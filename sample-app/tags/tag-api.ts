import { Controller, Get, HttpRequest, Route } from 'nuages'
import { countedTags } from './tag-lists'

/** A tag as JSON; other features name it where they show one. */
export const TAG = {
  type: 'object',
  properties: { name: { type: 'string' }, slug: { type: 'string' } }
}

const COUNTED_TAG = {
  type: 'object',
  properties: { ...TAG.properties, articleCount: { type: 'integer' } }
}

const COUNTED_TAGS = { type: 'array', items: COUNTED_TAG }

@Route('/tags', { name: 'tag' })
export class TagApi extends Controller {
  @Get('/', { returns: COUNTED_TAGS })
  list() {
    return countedTags()
  }

  @Get('/<slug:slug>/', { returns: COUNTED_TAG })
  show(_request: HttpRequest, { slug }: { slug: string }) {
    return countedTags().get({ slug })
  }
}
