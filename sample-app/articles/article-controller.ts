import { Controller, Get, HtmlResponse, HttpRequest, Post, Redirect, Route } from 'nuages'
import { commentsOn, postComment } from '../comments/comments'
import { emptyCommentForm, readCommentForm, type CommentForm } from '../comments/comment-form'
import { Article } from '../models'
import { pageNumber, paginate } from '../site/paginate'
import { newestArticles } from './article-lists'
import { articleListPage } from './article-list-page'
import { articlePage } from './article-page'
import { countView } from './count-view'

const ARTICLES_PER_PAGE = 20

/** The articles as pages: the front page, and one for each, with its comments. */
@Route('/')
export class ArticleController extends Controller {
  @Get('/')
  async list(request: HttpRequest) {
    const page = await paginate(newestArticles(), pageNumber(request), ARTICLES_PER_PAGE)
    return new HtmlResponse(articleListPage(page))
  }

  @Get('/articles/<slug:slug>/')
  async show(_request: HttpRequest, { slug }: { slug: string }) {
    await countView(slug)
    return this.page(await this.find(slug), emptyCommentForm)
  }

  /** A comment was sent: show it below the article, or the form again with what is wrong with it. */
  @Post('/articles/<slug:slug>/')
  async comment(request: HttpRequest, { slug }: { slug: string }) {
    const article = await this.find(slug)
    const form = readCommentForm(request.form)
    if (form.comment === undefined) return this.page(article, form, 422)
    const { id } = await postComment(article, form.comment)
    return Redirect.to('article.show', { slug }, { hash: `comment-${id}` }).as(303)
  }

  private find(slug: string): Promise<Article> {
    return Article.all().with('author', 'tags').get({ slug })
  }

  private async page(article: Article, form: CommentForm, status = 200): Promise<HtmlResponse> {
    const comments = await commentsOn(article)
    return new HtmlResponse(articlePage(article, comments, form), { status })
  }
}
