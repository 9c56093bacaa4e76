import { html, url, type SafeHtml } from 'nuages'
import { articleCards } from '../articles/article-list-page'
import { tagList, type ListedTag } from '../articles/article-parts'
import type { Article, Tag } from '../models'
import { counted } from '../site/counted'
import { layout } from '../site/layout'
import { pageLinks } from '../site/page-links'
import type { Page } from '../site/paginate'

/** All tags, each with how many articles are about it. */
export function tagListPage(tags: readonly ListedTag[]): SafeHtml {
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
        <p class="count">${counted(page.total, 'article')}</p>
      </header>
      ${articleCards(page.items)}
      ${pageLinks(page, (one) => url('tag.show', { slug }, { query: { page: one } }))}`
  )
}
