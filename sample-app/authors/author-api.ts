import { Controller, Get, HttpRequest, Route } from 'nuages'
import { Author } from '../models'

/** An author as JSON; other features name it where they show one. */
export const AUTHOR = {
  type: 'object',
  properties: { name: { type: 'string' }, slug: { type: 'string' }, bio: { type: 'string' } }
}

const AUTHORS = { type: 'array', items: AUTHOR }

@Route('/authors', { name: 'author' })
export class AuthorApi extends Controller {
  @Get('/', { returns: AUTHORS })
  list() {
    return Author.all().orderBy('name')
  }

  @Get('/<slug:slug>/', { returns: AUTHOR })
  show(_request: HttpRequest, { slug }: { slug: string }) {
    return Author.get({ slug })
  }
}
