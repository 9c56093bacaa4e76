import { count, type QuerySet } from 'nuages/models'
import { Article, Author, Tag } from '../models'

/** Which articles are listed; all of them without any. */
export interface ArticleFilter {
  readonly author?: Author
  readonly tag?: Tag
}

/** The filter that slugs stand for; no such author or tag: 404. */
export async function findFilter(slugs: {
  readonly author?: string
  readonly tag?: string
}): Promise<ArticleFilter> {
  return {
    author: slugs.author === undefined ? undefined : await Author.get({ slug: slugs.author }),
    tag: slugs.tag === undefined ? undefined : await Tag.get({ slug: slugs.tag })
  }
}

/** All articles, newest first, with their authors and tags. */
export function newestArticles(): QuerySet<Article> {
  return Article.all().orderBy('-publishedAt', '-id').with('author', 'tags')
}

/** The articles that a filter lets pass, newest first, with their authors and tags. */
export function listArticles({ author, tag }: ArticleFilter): QuerySet<Article> {
  let articles = newestArticles()
  if (author !== undefined) articles = articles.filter({ author })
  if (tag !== undefined) articles = articles.filter({ tags: { some: { id: tag.id } } })
  return articles
}

/** The articles that have comments, each with how many, those with most of them first. */
export function mostDiscussedArticles() {
  return Article.all()
    .annotate({ commentCount: count('comments') })
    .filter({ commentCount: { gt: 0 } })
    .orderBy('-commentCount', '-id')
    .with('author', 'tags')
}
