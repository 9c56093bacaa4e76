import { Controller, Get, HtmlResponse, HttpRequest, Route } from 'nuages'
import { pageNumber, paginate } from '../site/paginate'
import { mostDiscussedArticles } from './article-lists'
import { mostDiscussedPage } from './article-list-page'

const ARTICLES_PER_PAGE = 20

/** What readers talk about. */
@Route('/most-discussed')
export class MostDiscussedController extends Controller {
  @Get('/')
  async list(request: HttpRequest) {
    const page = await paginate(mostDiscussedArticles(), pageNumber(request), ARTICLES_PER_PAGE)
    return new HtmlResponse(mostDiscussedPage(page))
  }
}
