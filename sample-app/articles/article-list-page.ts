import { html, url, type SafeHtml } from 'nuages'
import type { Article } from '../models'
import { layout } from '../site/layout'
import { pageLinks } from '../site/page-links'
import type { Page } from '../site/paginate'
import { byline, tagList } from './article-parts'

/** The front page. */
export function articleListPage(page: Page<Article>): SafeHtml {
  const { number, total } = page
  const title = number === 1 ? 'All articles' : `All articles, page ${number}`
  return layout(
    { title, section: 'Articles', description: 'News from under the clouds.' },
    html`<h1 class="${number === 1 ? 'hidden' : 'page-heading'}">${title}</h1>
      ${articleCards(page.items, number === 1)}
      ${pageLinks(page, (one) => url('article.list', {}, { query: { page: one } }))}
      <p class="count">${total.toLocaleString('en')} articles</p>`
  )
}

/** Articles as cards; the first of them larger than the rest where it leads the page. */
export function articleCards(articles: readonly Article[], hasLead = false): SafeHtml {
  if (articles.length === 0) return html`<p class="empty">Nothing has been written yet.</p>`
  return html`<ol class="${hasLead ? 'cards with-lead' : 'cards'}">
    ${articles.map((article) => html`<li>${card(article)}</li>`)}
  </ol>`
}

function card(article: Article): SafeHtml {
  return html`<article class="card">
    <h2><a href="${url('article.show', { slug: article.slug })}">${article.title}</a></h2>
    ${byline(article)}
    <p>${article.summary}</p>
    ${tagList(article.tags)}
  </article>`
}
