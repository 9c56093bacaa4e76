import { Body, Controller, Get, JsonResponse, Param, Post, Route, url } from 'nuages'
import { Article } from '../models'
import { LONGEST } from './comment-form'
import { commentsOn, postComment, type NewComment } from './comments'

const COMMENT = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    body: { type: 'string' },
    createdAt: { type: 'string', format: 'date-time' }
  }
}

const COMMENTS = { type: 'array', items: COMMENT }

const NEW_COMMENT = {
  type: 'object',
  required: ['name', 'body'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', maxLength: LONGEST.name, pattern: '\\S' },
    body: { type: 'string', maxLength: LONGEST.body, pattern: '\\S' }
  }
}

/** The comments on an article as JSON. */
@Route('/articles/<slug:slug>/comments/', { name: 'comment' })
export class CommentApi extends Controller {
  @Get('', { returns: COMMENTS })
  async list(@Param('slug') slug: string) {
    return commentsOn(await Article.get({ slug }))
  }

  @Post('', { returns: COMMENT })
  async create(@Param('slug') slug: string, @Body(NEW_COMMENT) input: NewComment) {
    const comment = await postComment(await Article.get({ slug }), input)
    const hash = `comment-${comment.id}`
    return new JsonResponse(comment, {
      status: 201,
      headers: { Location: url('article.show', { slug }, { hash }) }
    })
  }
}
