import { html, url, type SafeHtml } from 'nuages'
import { articleCards } from '../articles/article-list-page'
import { tagList } from '../articles/article-parts'
import type { Article, Tag } from '../models'
import { layout } from '../site/layout'
import { pageLinks } from '../site/page-links'
import type { Page } from '../site/paginate'

export function tagListPage(tags: readonly Tag[]): SafeHtml {
  return layout(
    { title: 'Tags', section: 'Tags' },
    html`<h1 class="page-heading">Tags</h1>
      <div class="tag-cloud">${tagList(tags)}</div>`
  )
}

/** A tag, and a page of articles with it. */
export function tagPage({ name, slug }: Tag, page: Page<Article>): SafeHtml {
  return layout(
    { title: name, description: `Articles about ${name.toLowerCase()}.`, section: 'Tags' },
    html`<header class="page-heading">
        <h1>${name}</h1>
        <p class="count">${page.total.toLocaleString('en')} articles</p>
      </header>
      ${articleCards(page.items)}
      ${pageLinks(page, (one) => url('tag.show', { slug }, { query: { page: one } }))}`
  )
}
