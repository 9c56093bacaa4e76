import type { DataSource, QuerySet } from 'nuages/models'
import { Author } from '../authors/author'
import type { Listed } from '../site/paginate'
import { Tag } from '../tags/tag'
import { Article } from './article'

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
export function listArticles(database: DataSource, filter: ArticleFilter): Listed<Article> {
  const { author, tag } = filter
  if (tag !== undefined) return taggedArticles(database, tag, author)
  return author === undefined ? newestArticles() : newestArticles().filter({ author })
}

// which tags an article has is kept in a table of its own, out of reach of equality: TypeORM's own query builder is not
function taggedArticles(database: DataSource, tag: Tag, author?: Author): Listed<Article> {
  const query = database
    .getRepository(Article)
    .createQueryBuilder('article')
    .innerJoin('article.tags', 'chosen', 'chosen.id = :tag', { tag: tag.id })
  if (author !== undefined) query.where({ author: { id: author.id } })
  return {
    count: () => query.getCount(),
    slice: (start, end) =>
      query
        .clone()
        .innerJoinAndSelect('article.author', 'author')
        .innerJoinAndSelect('article.tags', 'tag')
        .orderBy({ 'article.publishedAt': 'DESC', 'article.id': 'DESC' })
        .skip(start)
        .take(end - start)
        .getMany()
  }
}
