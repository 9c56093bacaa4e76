import { Controller, Get, HtmlResponse, HttpRequest, Route } from 'nuages'
import { listArticles } from '../articles/article-lists'
import { Tag } from '../models'
import { pageNumber, paginate } from '../site/paginate'
import { countedTags } from './tag-lists'
import { tagListPage, tagPage } from './tag-pages'

const ARTICLES_PER_PAGE = 12

/** What is written about: all of it, and the articles on each. */
@Route('/tags')
export class TagController extends Controller {
  @Get('/')
  async list() {
    return new HtmlResponse(tagListPage(await countedTags()))
  }

  @Get('/<slug:slug>/')
  async show(request: HttpRequest, { slug }: { slug: string }) {
    const tag = await Tag.get({ slug })
    const articles = listArticles({ tag })
    const page = await paginate(articles, pageNumber(request), ARTICLES_PER_PAGE)
    return new HtmlResponse(tagPage(tag, page))
  }
}
