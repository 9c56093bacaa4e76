import { html, url, type SafeHtml } from 'nuages'
import { articleCards } from '../articles/article-list-page'
import type { Article, Author } from '../models'
import { counted } from '../site/counted'
import { layout } from '../site/layout'
import { pageLinks } from '../site/page-links'
import type { Page } from '../site/paginate'

export function authorListPage(authors: readonly Author[]): SafeHtml {
  return layout(
    { title: 'Authors', section: 'Authors' },
    html`<h1 class="page-heading">Authors</h1>
      <ul class="people">
        ${authors.map(
          ({ name, slug, bio }) =>
            html`<li>
              <h2><a href="${url('author.show', { slug })}">${name}</a></h2>
              <p>${bio}</p>
            </li>`
        )}
      </ul>`
  )
}

/** An author, and a page of what he or she wrote. */
export function authorPage({ name, slug, bio }: Author, page: Page<Article>): SafeHtml {
  return layout(
    { title: name, description: bio, section: 'Authors' },
    html`<header class="page-heading">
        <h1>${name}</h1>
        <p class="summary">${bio}</p>
        <p class="count">${counted(page.total, 'article')}</p>
      </header>
      ${articleCards(page.items)}
      ${pageLinks(page, (one) => url('author.show', { slug }, { query: { page: one } }))}`
  )
}
