import { Controller, Get, HtmlResponse, HttpRequest, Route } from 'nuages'
import { listArticles } from '../articles/article-lists'
import { Author } from '../models'
import { pageNumber, paginate } from '../site/paginate'
import { authorListPage, authorPage } from './author-pages'

const ARTICLES_PER_PAGE = 12

/** The people who write: all of them, and each with what he or she wrote. */
@Route('/authors')
export class AuthorController extends Controller {
  @Get('/')
  async list() {
    return new HtmlResponse(authorListPage(await Author.all().orderBy('name')))
  }

  @Get('/<slug:slug>/')
  async show(request: HttpRequest, { slug }: { slug: string }) {
    const author = await Author.get({ slug })
    const articles = listArticles({ author })
    const page = await paginate(articles, pageNumber(request), ARTICLES_PER_PAGE)
    return new HtmlResponse(authorPage(author, page))
  }
}
