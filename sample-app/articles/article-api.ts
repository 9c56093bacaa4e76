import {
  Body,
  Controller,
  Delete,
  Get,
  HttpRequest,
  JsonResponse,
  Param,
  Patch,
  Post,
  Query,
  Route,
  url
} from 'nuages'
import { Article } from '../models'
import { paginate } from '../site/paginate'
import { findFilter, listArticles } from './article-lists'
import {
  ARTICLE,
  ARTICLE_CHANGES,
  ARTICLE_LIST,
  ARTICLE_QUERY,
  NEW_ARTICLE
} from './article-schemas'
import type { ArticleQuery, NewArticle } from './article-schemas'
import { createArticle, updateArticle } from './write-article'

/** The articles as JSON. */
@Route('/articles', { name: 'article' })
export class ArticleApi extends Controller {
  @Get('/', { returns: ARTICLE_LIST })
  async list(_request: HttpRequest, @Query(ARTICLE_QUERY) query: ArticleQuery) {
    const { items, ...page } = await paginate(
      listArticles(await findFilter(query)),
      query.page,
      query.limit
    )
    const link = (number: number) =>
      number < 1 || number > page.pages
        ? undefined
        : url('api:article.list', {}, { query: { ...query, page: number } })
    return {
      ...page,
      page: page.number,
      next: link(page.number + 1),
      previous: link(page.number - 1),
      articles: items.map(toJson)
    }
  }

  @Get('/<slug:slug>/', { returns: ARTICLE })
  async show(_request: HttpRequest, { slug }: { slug: string }) {
    return toJson(await find(slug))
  }

  @Post('/', { returns: ARTICLE })
  async create(@Body(NEW_ARTICLE) input: NewArticle) {
    const article = await createArticle(input)
    const { slug } = article
    return new JsonResponse(toJson(article), {
      status: 201,
      headers: { Location: url('api:article.show', { slug }) }
    })
  }

  @Patch('/<slug:slug>/', { returns: ARTICLE })
  async update(@Param('slug') slug: string, @Body(ARTICLE_CHANGES) changes: Partial<NewArticle>) {
    return toJson(await updateArticle(await find(slug), changes))
  }

  @Delete('/<slug:slug>/')
  async remove(_request: HttpRequest, { slug }: { slug: string }): Promise<void> {
    await (await Article.get({ slug })).delete()
  }
}

function find(slug: string): Promise<Article> {
  return Article.all().with('author', 'tags').get({ slug })
}

function toJson(article: Article): object {
  return { ...article, url: url('article.show', { slug: article.slug }) }
}
