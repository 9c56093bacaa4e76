import { html, url, type SafeHtml } from 'nuages'
import type { Article, Tag } from '../models'
import { timeOf } from '../site/time-of'

/** Who wrote it, and when. */
export function byline({ author, publishedAt }: Article): SafeHtml {
  return html`<p class="byline">
    By <a rel="author" href="${url('author.show', { slug: author.slug })}">${author.name}</a>,
    ${timeOf(publishedAt)}
  </p>`
}

export function tagList(tags: readonly Tag[]): SafeHtml {
  return html`<ul class="tags" aria-label="Tags">
    ${tags.map(
      ({ name, slug }) => html`<li><a href="${url('tag.show', { slug })}">${name}</a></li>`
    )}
  </ul>`
}
