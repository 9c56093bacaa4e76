import { Signal } from 'nuages'
import type { QuerySet } from 'nuages/models'
import { type Article, Comment } from '../models'

/** What a reader sends. */
export interface NewComment {
  readonly name: string
  readonly body: string
}

/** A comment, with its article, is in the database. */
export const commentPosted = new Signal<Comment>('commentPosted')

/** The comments on an article, oldest first. */
export function commentsOn(article: Article): QuerySet<Comment> {
  return Comment.filter({ article }).orderBy('id')
}

/** Store a comment, and tell everybody who listens. */
export async function postComment(article: Article, values: NewComment): Promise<Comment> {
  const comment = await Comment.create({ ...values, article, createdAt: new Date() })
  commentPosted.send(comment)
  return comment
}
