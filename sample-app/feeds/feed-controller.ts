import { Controller, Get, HttpRequest, Route, Use, XmlResponse } from 'nuages'
import { newestArticles } from '../articles/article-lists'
import { cacheFor } from '../middleware/cache-for'
import { atomFeed } from './atom'

const ENTRIES = 20

/** The newest articles for feed readers. */
@Route('/')
@Use(cacheFor(60))
export class FeedController extends Controller {
  @Get('/feed.atom')
  async atom(request: HttpRequest) {
    const articles = await newestArticles().limit(ENTRIES)
    return new XmlResponse(atomFeed(request, articles), {
      contentType: 'application/atom+xml; charset=utf-8'
    })
  }
}
