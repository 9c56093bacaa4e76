import { url } from 'nuages'
import type { Article } from '../models'
import type { Page } from '../site/paginate'

/** An article as the schemas of `article-schemas.ts` shape it. */
export function articleJson(article: Article): object {
  return { ...article, url: url('article.show', { slug: article.slug }) }
}

/** A page of articles, with links to the pages beside it; `urlOf` knows their addresses. */
export function articlePageJson(
  { items, number, pages, ...page }: Page<Article>,
  urlOf: (number: number) => string
): object {
  return {
    ...page,
    pages,
    page: number,
    next: number < pages ? urlOf(number + 1) : undefined,
    previous: number > 1 ? urlOf(number - 1) : undefined,
    articles: items.map(articleJson)
  }
}
