import { html, url, type SafeHtml } from 'nuages'
import type { CommentForm } from '../comments/comment-form'
import { commentFormPart } from '../comments/comment-form-part'
import { commentList } from '../comments/comment-list'
import type { Article, Comment } from '../models'
import { counted } from '../site/counted'
import { layout } from '../site/layout'
import { byline, tagList } from './article-parts'

/** An article with its comments, and the form for one more. */
export function articlePage(
  article: Article,
  comments: readonly Comment[],
  form: CommentForm
): SafeHtml {
  const { title, summary, slug, body, tags, views } = article
  return layout(
    { title, description: summary, section: 'Articles', scripts: ['live-comments.js'] },
    html`<article class="story">
        <header>
          <h1>${title}</h1>
          <p class="summary">${summary}</p>
          ${byline(article)}
        </header>
        <div class="body">${paragraphs(body)}</div>
        <footer>
          ${tagList(tags)}
          <p class="count">${counted(views, 'view')}</p>
          <p>
            <a href="${url('download.show', { slug })}" download>Save this article as text</a>
          </p>
        </footer>
      </article>
      <section class="comments" aria-labelledby="comments-heading">
        <h2 id="comments-heading">Comments</h2>
        ${commentList(article, comments)} ${commentFormPart(article, form)}
      </section>`
  )
}

/** Plain text as paragraphs: an empty line divides them. */
export function paragraphs(text: string): SafeHtml[] {
  return text
    .split(/\r?\n(?:[^\S\n]*\r?\n)+/)
    .filter((part) => part.trim() !== '')
    .map((part) => html`<p>${part}</p>`)
}
