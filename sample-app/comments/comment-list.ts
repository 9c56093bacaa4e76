import { html, url, type SafeHtml } from 'nuages'
import type { Article, Comment } from '../models'
import { timeOf } from '../site/time-of'

/** The comments on an article; a script adds those that others write meanwhile. */
export function commentList({ slug }: Article, comments: readonly Comment[]): SafeHtml {
  const after = comments.at(-1)?.id ?? 0
  const events = url('commentEvents.stream', {}, { query: { article: slug, after } })
  return html`<ol class="comment-list" aria-live="polite" data-comment-events="${events}">
      ${comments.map(commentItem)}
    </ol>
    <template id="comment-template">${emptyItem()}</template>
    <p class="empty">Nobody has said anything yet.</p>`
}

function commentItem({ id, name, createdAt, body }: Comment): SafeHtml {
  return html`<li class="comment" id="comment-${id}">
    <p class="who"><b>${name}</b> ${timeOf(createdAt)}</p>
    <p class="what">${body}</p>
  </li>`
}

function emptyItem(): SafeHtml {
  return html`<li class="comment is-new">
    <p class="who"><b></b> <time>just now</time></p>
    <p class="what"></p>
  </li>`
}
