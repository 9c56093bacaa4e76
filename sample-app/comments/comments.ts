import { Signal } from 'nuages'
import { afterCommit, atomic, type QuerySet } from 'nuages/models'
import { Comment, type Article } from '../models'

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

/** Store a comment; whoever listens is told when it is stored for good. */
export function postComment(article: Article, values: NewComment): Promise<Comment> {
  return atomic(async () => {
    const comment = await Comment.create({ ...values, article, createdAt: new Date() })
    // the caller may have a transaction of its own, which can still fail
    afterCommit(() => commentPosted.send(comment))
    return comment
  })
}
