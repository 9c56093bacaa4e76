import { EventEmitter, on } from 'node:events'
import type { EventClient, ServerEvent } from 'nuages'
import { Comment } from '../models'
import { commentPosted } from './comments'

/** Which comments somebody listens to. */
export interface CommentFilter {
  /** The slug of an article. Default: all of them. */
  readonly article?: string
  /** The id of the last comment that is known already. */
  readonly after?: number
}

// who was away for longer reads the page again
const MOST_MISSED = 100

/** The comments since the last one that a client got, then each new one as it is posted. */
export async function* commentEvents(
  { signal, lastEventId }: EventClient,
  { article, after }: CommentFilter
): AsyncGenerator<ServerEvent> {
  const inbox = new EventEmitter()
  // listening begins before the database is asked, so that nothing falls between the two
  const posted = on(inbox, 'posted', { signal })
  const disconnect = commentPosted.connect((comment) => inbox.emit('posted', comment))
  try {
    const last = idOf(lastEventId) ?? after
    const missed = last === undefined ? [] : await commentsSince(last)
    const sent = new Set(missed.map(({ id }) => id))
    for (const comment of missed) if (isWanted(comment)) yield toEvent(comment)
    for await (const [comment] of posted as AsyncIterable<[Comment]>) {
      if (!sent.has(comment.id) && isWanted(comment)) yield toEvent(comment)
    }
  } finally {
    disconnect()
  }

  function isWanted(comment: Comment): boolean {
    return article === undefined || comment.article.slug === article
  }
}

async function commentsSince(last: number): Promise<Comment[]> {
  const newest = await Comment.all().orderBy('-id').limit(MOST_MISSED).with('article')
  return newest.filter(({ id }) => id > last).reverse()
}

function idOf(lastEventId: string | undefined): number | undefined {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId)
    ? Number(lastEventId)
    : undefined
}

function toEvent({ id, name, body, createdAt, article }: Comment): ServerEvent {
  return { event: 'comment', id, data: { id, article: article.slug, name, body, createdAt } }
}
