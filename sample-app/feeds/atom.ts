import { url, xml, type HttpRequest } from 'nuages'
import type { Article } from '../models'

type Absolute = (path: string) => string

/** The Atom feed (RFC 4287) of these articles, newest first. */
export function atomFeed(request: HttpRequest, articles: readonly Article[]) {
  const absolute: Absolute = (path) => request.absoluteUrl(path)
  return xml(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' },
    xml('id', {}, tagUri('feed')),
    xml('title', {}, 'The Nuages Gazette'),
    xml('subtitle', {}, 'News from under the clouds'),
    xml('updated', {}, lastUpdate(articles)),
    xml('link', {
      rel: 'self',
      type: 'application/atom+xml',
      href: absolute(url('feed.atom'))
    }),
    xml('link', { rel: 'alternate', type: 'text/html', href: absolute(url('article.list')) }),
    articles.map((article) => entry(article, absolute))
  )
}

function entry({ id, title, slug, summary, ...article }: Article, absolute: Absolute) {
  const { author, tags, publishedAt, updatedAt } = article
  return xml(
    'entry',
    {},
    xml('id', {}, tagUri(`article/${id}`)),
    xml('title', {}, title),
    xml('link', {
      rel: 'alternate',
      type: 'text/html',
      href: absolute(url('article.show', { slug }))
    }),
    xml('published', {}, publishedAt),
    xml('updated', {}, updatedAt),
    xml(
      'author',
      {},
      xml('name', {}, author.name),
      xml('uri', {}, absolute(url('author.show', { slug: author.slug })))
    ),
    tags.map((tag) => xml('category', { term: tag.slug, label: tag.name })),
    xml('summary', {}, summary)
  )
}

// the same on every host that serves the feed (RFC 4151)
function tagUri(name: string): string {
  return `tag:gazette.example,2019:${name}`
}

function lastUpdate(articles: readonly Article[]): Date {
  return new Date(Math.max(0, ...articles.map(({ updatedAt }) => updatedAt.getTime())))
}
