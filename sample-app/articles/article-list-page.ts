import { html, url, type SafeHtml } from 'nuages'
import type { Article } from '../models'
import { counted } from '../site/counted'
import { layout } from '../site/layout'
import { pageLinks } from '../site/page-links'
import type { Page } from '../site/paginate'
import { byline, tagList } from './article-parts'

/** An article in a list, which may count its comments. */
export type ListedArticle = Article & { readonly commentCount?: number }

/** The front page. */
export function articleListPage(page: Page<Article>): SafeHtml {
  const { number, total } = page
  const title = number === 1 ? 'All articles' : `All articles, page ${number}`
  return layout(
    { title, section: 'Articles', description: 'News from under the clouds.' },
    html`<h1 class="${number === 1 ? 'hidden' : 'page-heading'}">${title}</h1>
      ${articleCards(page.items, number === 1)}
      ${pageLinks(page, (one) => url('article.list', {}, { query: { page: one } }))}
      <p class="count">${counted(total, 'article')}</p>`
  )
}

/** What readers talk about, and how much. */
export function mostDiscussedPage(page: Page<ListedArticle>): SafeHtml {
  return layout(
    { title: 'Most discussed', section: 'Most discussed', description: 'What readers talk about.' },
    html`<h1 class="page-heading">Most discussed</h1>
      ${articleCards(page.items)}
      ${pageLinks(page, (one) => url('mostDiscussed.list', {}, { query: { page: one } }))}`
  )
}

/** Articles as cards; the first of them larger than the rest where it leads the page. */
export function articleCards(articles: readonly ListedArticle[], hasLead = false): SafeHtml {
  if (articles.length === 0) return html`<p class="empty">Nothing has been written yet.</p>`
  return html`<ol class="${hasLead ? 'cards with-lead' : 'cards'}">
    ${articles.map((article) => html`<li>${card(article)}</li>`)}
  </ol>`
}

function card(article: ListedArticle): SafeHtml {
  const { slug, title, summary, commentCount } = article
  return html`<article class="card">
    <h2><a href="${url('article.show', { slug })}">${title}</a></h2>
    ${byline(article)}
    <p>${summary}</p>
    ${commentCount !== undefined && html`<p class="count">${counted(commentCount, 'comment')}</p>`}
    ${tagList(article.tags)}
  </article>`
}
