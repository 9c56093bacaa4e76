import { Controller, Get, HttpRequest, Query, Route, url } from 'nuages'
import { paginate } from '../site/paginate'
import { articlePageJson } from './article-json'
import { mostDiscussedArticles } from './article-lists'
import { DISCUSSED_LIST, PAGE_QUERY, type PageQuery } from './article-schemas'

/** What readers talk about, as JSON. */
@Route('/most-discussed', { name: 'mostDiscussed' })
export class MostDiscussedApi extends Controller {
  @Get('/', { returns: DISCUSSED_LIST })
  async list(_request: HttpRequest, @Query(PAGE_QUERY) query: PageQuery) {
    const page = await paginate(mostDiscussedArticles(), query.page, query.limit)
    return articlePageJson(page, (number) =>
      url('api:mostDiscussed.list', {}, { query: { ...query, page: number } })
    )
  }
}
