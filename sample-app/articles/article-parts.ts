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

/** A tag in a list, which may count its articles. */
export type ListedTag = Tag & { readonly articleCount?: number }

export function tagList(tags: readonly ListedTag[]): SafeHtml {
  return html`<ul class="tags" aria-label="Tags">
    ${tags.map((tag) => html`<li>${tagLink(tag)}</li>`)}
  </ul>`
}

function tagLink({ name, slug, articleCount }: ListedTag): SafeHtml {
  const address = url('tag.show', { slug })
  if (articleCount === undefined) return html`<a href="${address}">${name}</a>`
  const count = articleCount.toLocaleString('en')
  return html`<a href="${address}">${name} <span class="count">${count}</span></a>`
}
