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
import { articleJson, articlePageJson } from './article-json'
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
    const articles = listArticles(await findFilter(query))
    const page = await paginate(articles, query.page, query.limit)
    return articlePageJson(page, (number) =>
      url('api:article.list', {}, { query: { ...query, page: number } })
    )
  }

  @Get('/<slug:slug>/', { returns: ARTICLE })
  async show(_request: HttpRequest, { slug }: { slug: string }) {
    return articleJson(await find(slug))
  }

  @Post('/', { returns: ARTICLE })
  async create(@Body(NEW_ARTICLE) input: NewArticle) {
    const article = await createArticle(input)
    const { slug } = article
    return new JsonResponse(articleJson(article), {
      status: 201,
      headers: { Location: url('api:article.show', { slug }) }
    })
  }

  @Patch('/<slug:slug>/', { returns: ARTICLE })
  async update(@Param('slug') slug: string, @Body(ARTICLE_CHANGES) changes: Partial<NewArticle>) {
    return articleJson(await updateArticle(await find(slug), changes))
  }

  @Delete('/<slug:slug>/')
  async remove(_request: HttpRequest, { slug }: { slug: string }): Promise<void> {
    await (await Article.get({ slug })).delete()
  }
}

function find(slug: string): Promise<Article> {
  return Article.all().with('author', 'tags').get({ slug })
}
